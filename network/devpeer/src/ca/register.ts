// SPDX-License-Identifier: Apache-2.0
import { ownAttributes } from './attributes.js';
import { authenticateByToken, registrationOf } from './authentication.js';
import { requireAuthorityOver, requireAuthorityToGrant } from './authority-over.js';
import { Body } from './body.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { CaError, CaErrorCode } from './ca-error.js';
import type { RegisteredIdentity } from './registry.js';
import { generateSecret, hashSecret } from './secret.js';

function affiliationOf(body: Body, registrar: RegisteredIdentity): string {
  const asked = body.text('affiliation');
  if (asked === '') {
    return registrar.affiliation;
  }
  // A single dot asks for the root.
  return asked === '.' ? '' : asked;
}

function maxEnrollmentsOf(body: Body): number {
  const asked = body.integer('max_enrollments');
  if (asked < -1) {
    const text = `Max enrollment in registration request may not be less than -1, but was ${asked}`;
    throw new CaError(400, CaErrorCode.invalidMaxEnrollments, text);
  }
  return asked === 0 ? -1 : asked;
}

/** `POST register`: makes an identity known and answers with its enrolment secret. */
export async function register(ca: CaContext, request: CaRequest): Promise<CaResponse> {
  const body = new Body(request.body);
  const registrar = registrationOf(ca, authenticateByToken(ca, request));
  const id = body.text('id');
  const type = body.text('type') || registrar.type;
  const affiliation = affiliationOf(body, registrar);
  const attributes = body.attributes();
  requireAuthorityOver(registrar, type, affiliation);
  requireAuthorityToGrant(registrar, attributes);
  if (affiliation !== '' && !ca.affiliations.includes(affiliation)) {
    throw new CaError(404, CaErrorCode.affiliation, `Failed getting affiliation '${affiliation}': it does not exist`);
  }
  if (id === '') {
    throw new CaError(400, CaErrorCode.badBody, 'Invalid request body: id must not be empty');
  }
  const secret = body.text('secret') || generateSecret();
  const secretHash = await hashSecret(secret);
  if (ca.registry.find(id) !== undefined) {
    const text = `Registration of '${id}' failed: Identity '${id}' is already registered`;
    throw new CaError(409, CaErrorCode.duplicateIdentity, text);
  }
  await ca.registry.register({
    id,
    type,
    affiliation,
    attributes: [...attributes, ...ownAttributes(id, type, affiliation)],
    maxEnrollments: maxEnrollmentsOf(body),
    secretHash,
  });
  const headers = { Location: `/api/v1/identities/${encodeURIComponent(id)}` };
  return { status: 201, result: { secret }, headers };
}
