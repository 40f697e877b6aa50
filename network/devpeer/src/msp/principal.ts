// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';
import type { Membership, NodeRole } from './msp.js';

const { Classification } = msp.MSPPrincipal;
const ROLES: ReadonlyMap<number, NodeRole> = new Map<number, NodeRole>([
  [msp.MSPRole.MSPRoleType.ADMIN, 'admin'],
  [msp.MSPRole.MSPRoleType.CLIENT, 'client'],
  [msp.MSPRole.MSPRoleType.PEER, 'peer'],
  [msp.MSPRole.MSPRoleType.ORDERER, 'orderer'],
]);

/** A valid member that principals are held against. */
export interface Member extends Membership {
  readonly mspId: string;
  readonly serialized: Uint8Array;
}

function matchesRole(member: Member, principal: Uint8Array): boolean {
  const wanted = msp.MSPRole.deserializeBinary(principal);
  if (wanted.getMspIdentifier() !== member.mspId) {
    return false;
  }
  const role = wanted.getRole();
  return role === msp.MSPRole.MSPRoleType.MEMBER || ROLES.get(role) === member.role;
}

function matchesUnit(member: Member, principal: Uint8Array): boolean {
  const wanted = msp.OrganizationUnit.deserializeBinary(principal);
  return wanted.getMspIdentifier() === member.mspId && member.units.includes(wanted.getOrganizationalUnitIdentifier());
}

/** Whether a valid member is an instance of a principal: by role, organisational unit or exact identity. */
export function matchesPrincipal(member: Member, principal: msp.MSPPrincipal): boolean {
  const content = principal.getPrincipal_asU8();
  switch (principal.getPrincipalClassification()) {
    case Classification.ROLE:
      return matchesRole(member, content);
    case Classification.ORGANIZATION_UNIT:
      return matchesUnit(member, content);
    case Classification.IDENTITY:
      return Buffer.compare(content, member.serialized) === 0;
    case Classification.COMBINED: {
      const parts = msp.CombinedPrincipal.deserializeBinary(content).getPrincipalsList();
      return parts.length > 0 && parts.every((part) => matchesPrincipal(member, part));
    }
    default:
      return false;
  }
}
