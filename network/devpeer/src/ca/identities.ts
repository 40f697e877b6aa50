// SPDX-License-Identifier: Apache-2.0
import { attributeOf } from './attributes.js';
import { authenticateByToken, registrationOf } from './authentication.js';
import { requireAuthorityOver } from './authority-over.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { authorizationFailure, CaError, CaErrorCode } from './ca-error.js';
import type { RegisteredIdentity } from './registry.js';

function describe(identity: RegisteredIdentity): Record<string, unknown> {
  return {
    id: identity.id,
    type: identity.type,
    affiliation: identity.affiliation,
    attrs: identity.attributes,
    max_enrollments: identity.maxEnrollments,
  };
}

function isManageable(caller: RegisteredIdentity, identity: RegisteredIdentity): boolean {
  try {
    requireAuthorityOver(caller, identity.type, identity.affiliation);
    return true;
  } catch (error) {
    if (error instanceof CaError) {
      return false;
    }
    throw error;
  }
}

/** `GET identities`: those that the calling registrar may manage. */
export function listIdentities(ca: CaContext, request: CaRequest): CaResponse {
  const caller = registrationOf(ca, authenticateByToken(ca, request));
  if (attributeOf(caller, 'hf.Registrar.Roles') === undefined) {
    throw authorizationFailure();
  }
  const identities = ca.registry.list().filter((identity) => isManageable(caller, identity));
  return { status: 200, result: { identities: identities.map(describe), caname: ca.organization.ca.name } };
}

/** `GET identities/{id}`. */
export function getIdentity(ca: CaContext, request: CaRequest): CaResponse {
  const caller = registrationOf(ca, authenticateByToken(ca, request));
  const id = decodeURIComponent(request.path.slice(request.path.lastIndexOf('/') + 1));
  const identity = ca.registry.find(id);
  if (identity === undefined) {
    throw new CaError(404, CaErrorCode.gettingUser, `Failed to get User: identity '${id}' is not registered`);
  }
  requireAuthorityOver(caller, identity.type, identity.affiliation);
  return { status: 200, result: { ...describe(identity), caname: ca.organization.ca.name } };
}
