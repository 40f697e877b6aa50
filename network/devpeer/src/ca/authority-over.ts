// SPDX-License-Identifier: Apache-2.0
import { attributeOf } from './attributes.js';
import { authorizationFailure } from './ca-error.js';
import type { RegisteredIdentity } from './registry.js';

function listed(list: string | undefined): string[] {
  return (list ?? '').split(',').map((entry) => entry.trim());
}

/** Whether `affiliation` lies at or below the caller's own. */
function contains(own: string, affiliation: string): boolean {
  return own === '' || affiliation === own || affiliation.startsWith(`${own}.`);
}

/**
 * Throws the authorization failure unless `caller` is a registrar for this type of identity and the affiliation lies
 * within its own.
 */
export function requireAuthorityOver(caller: RegisteredIdentity, type: string, affiliation: string): void {
  const roles = listed(attributeOf(caller, 'hf.Registrar.Roles'));
  if (!(roles.includes('*') || roles.includes(type)) || !contains(caller.affiliation, affiliation)) {
    throw authorizationFailure();
  }
}

/** Whether a registrar's pattern (`*`, `prefix.*` or a name) covers an attribute. */
function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

const FIXED = ['hf.EnrollmentID', 'hf.Type', 'hf.Affiliation'];

/** Throws the authorization failure unless `registrar` may give out these attributes: reserved ones it must hold itself. */
export function requireAuthorityToGrant(
  registrar: RegisteredIdentity,
  attributes: readonly { readonly name: string; readonly value: string }[],
): void {
  const patterns = listed(attributeOf(registrar, 'hf.Registrar.Attributes')).filter((pattern) => pattern !== '');
  for (const { name, value } of attributes) {
    const isCovered = patterns.some((pattern) => covers(pattern, name));
    if (!isCovered || FIXED.includes(name) || (name.startsWith('hf.') && !holdsReserved(registrar, name, value))) {
      throw authorizationFailure();
    }
  }
}

/** Nobody passes on more than they have: a flag they hold, or a part of a list they hold. */
function holdsReserved(registrar: RegisteredIdentity, name: string, value: string): boolean {
  const own = listed(attributeOf(registrar, name));
  if (['hf.Revoker', 'hf.IntermediateCA', 'hf.GenCRL', 'hf.AffiliationMgr'].includes(name)) {
    return own.includes('true') && ['true', 'false'].includes(value);
  }
  const isList = ['hf.Registrar.Roles', 'hf.Registrar.DelegateRoles', 'hf.Registrar.Attributes'].includes(name);
  return isList && listed(value).every((entry) => own.some((pattern) => covers(pattern, entry)));
}
