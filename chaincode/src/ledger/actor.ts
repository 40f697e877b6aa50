// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../domain/actor.js';
import { Member } from '../domain/consortium/member.js';
import { sha256Hex } from '../domain/digest.js';
import { DomainError } from '../domain/errors.js';
import { Role } from '../domain/roles.js';
import { keys } from './keys.js';
import type { Ledger } from './ledger.js';
import { find } from './repository.js';

/** What a certificate says of its holder. */
export interface Certified {
  readonly mspId: string;
  /** Fabric's client id: subject and issuer, the same after re-enrolment. */
  readonly clientId: string;
  readonly role: string | undefined;
  readonly delegate: boolean;
  readonly issuer?: boolean;
}

/** Reads the facts out of Fabric's client identity. */
export function certifiedBy(identity: {
  getMSPID(): string;
  getID(): string;
  getAttributeValue(name: string): string | null;
}): Certified {
  return {
    mspId: identity.getMSPID(),
    clientId: identity.getID(),
    role: identity.getAttributeValue('wattpass.role') ?? undefined,
    delegate: identity.getAttributeValue('wattpass.delegate') === 'true',
    issuer: identity.getAttributeValue('wattpass.issuer') === 'true',
  };
}

/**
 * The caller as certificate and registry together attest it: the certificate's role counts only where the registry grants
 * it to the organisation; without one, an organisation of a single role acts in that.
 * @throws DomainError UNAUTHENTICATED_ROLE
 */
export async function resolveActor(ledger: Ledger, certified: Certified): Promise<Actor> {
  const member = await find(ledger, Member, keys.member(certified.mspId));
  const refuse = (why: string): DomainError =>
    new DomainError('UNAUTHENTICATED_ROLE', why, { mspId: certified.mspId, role: certified.role ?? null });
  if (member === undefined) {
    throw refuse(`${certified.mspId} is no member of the consortium`);
  }
  if (member.status !== 'active') {
    throw refuse(`${certified.mspId} is suspended`);
  }
  const [only, ...others] = member.roles;
  const role = certified.role ?? (others.length === 0 ? only : undefined);
  if (role === undefined) {
    throw refuse(`the certificate names no role and ${certified.mspId} has several`);
  }
  const granted = member.roles.find((candidate) => candidate === role);
  if (granted === undefined) {
    throw refuse(`the consortium does not grant the role ${role} to ${certified.mspId}`);
  }
  const { mspId, delegate, issuer = false } = certified;
  return { mspId, role: granted, id: actorIdOf(certified), delegate, issuer };
}

/** The caller of the founding transaction, when no registry exists yet: the certificate alone speaks. */
export function founderOf(certified: Certified): Actor {
  const role = Role.safeParse(certified.role);
  return {
    mspId: certified.mspId,
    role: role.success ? role.data : 'producer',
    id: actorIdOf(certified),
    delegate: certified.delegate,
  };
}

/** The short, stable id of a certificate's holder. */
export function actorIdOf(certified: Pick<Certified, 'clientId'>): string {
  return sha256Hex(certified.clientId).slice(0, 32);
}
