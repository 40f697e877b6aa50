// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Role } from './roles.js';

/** The caller of a transaction, as certificate and consortium registry together attest it. */
export interface Actor {
  readonly mspId: string;
  readonly role: Role;
  /** Stable over re-enrolment: the first 32 hex characters of SHA-256 over the Fabric client id. */
  readonly id: string;
  /** Whether the person may speak for the organisation in the consortium (proposals and votes). */
  readonly delegate: boolean;
  /** Whether the person may issue money, if the members certified the organisation as an issuer. */
  readonly issuer?: boolean;
}

export const MspId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/, 'letters, digits, dots and hyphens, 63 at most');
export const ActorId = z.string().regex(/^[0-9a-f]{32}$/, '32 lower-case hex digits');

/** A holder of title or custody: an organisation in a role and, where it is a person's own battery, that person. */
export const Party = z.strictObject({ mspId: MspId, role: Role, actorId: ActorId.optional() });

/** See {@link Party}. */
export type Party = z.infer<typeof Party>;

/** Whether `actor` acts for `party`: same organisation and role and, where the party is a person, that person. */
export function actsFor(actor: Actor, party: Party): boolean {
  return (
    actor.mspId === party.mspId &&
    actor.role === party.role &&
    (party.actorId === undefined || party.actorId === actor.id)
  );
}

/** Whether two parties are one and the same: organisation, role and person. */
export function sameParty(left: Party, right: Party): boolean {
  return left.mspId === right.mspId && left.role === right.role && left.actorId === right.actorId;
}
