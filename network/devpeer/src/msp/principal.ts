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

interface WantedRole {
  readonly mspId: string;
  readonly role: number;
}

/** Policies are asked again and again about the same principals: their content is decoded once. */
const wantedRoles = new WeakMap<msp.MSPPrincipal, WantedRole>();

function wantedRole(principal: msp.MSPPrincipal): WantedRole {
  let wanted = wantedRoles.get(principal);
  if (wanted === undefined) {
    const message = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
    wanted = { mspId: message.getMspIdentifier(), role: message.getRole() };
    wantedRoles.set(principal, wanted);
  }
  return wanted;
}

function matchesRole(member: Member, principal: msp.MSPPrincipal): boolean {
  const { mspId, role } = wantedRole(principal);
  if (mspId !== member.mspId) return false;
  return role === msp.MSPRole.MSPRoleType.MEMBER || ROLES.get(role) === member.role;
}

function matchesUnit(member: Member, principal: Uint8Array): boolean {
  const wanted = msp.OrganizationUnit.deserializeBinary(principal);
  return wanted.getMspIdentifier() === member.mspId && member.units.includes(wanted.getOrganizationalUnitIdentifier());
}

/** Whether a valid member is an instance of a principal: by role, organisational unit or exact identity. */
export function matchesPrincipal(member: Member, principal: msp.MSPPrincipal): boolean {
  switch (principal.getPrincipalClassification()) {
    case Classification.ROLE:
      return matchesRole(member, principal);
    case Classification.ORGANIZATION_UNIT:
      return matchesUnit(member, principal.getPrincipal_asU8());
    case Classification.IDENTITY:
      return Buffer.compare(principal.getPrincipal_asU8(), member.serialized) === 0;
    case Classification.COMBINED: {
      const parts = msp.CombinedPrincipal.deserializeBinary(principal.getPrincipal_asU8()).getPrincipalsList();
      return parts.length > 0 && parts.every((part) => matchesPrincipal(member, part));
    }
    default:
      return false;
  }
}
