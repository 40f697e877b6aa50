// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Instant, Name, RecordId, Text } from '../fields.js';
import { RegionalLine } from '../market/regional/regional-line.js';
import { ParticipantId } from '../reputation/reputation.js';
import { Role } from '../roles.js';
import { Nullifier } from '../trader/vehicle.js';
import { Address } from '../wallet/address.js';
import { LedgerIdentity } from '../wallet/ledger-identity.js';
import { RuleParameters } from './rule-parameters.js';

/** What members can vote on. Granting the recycler role needs the approval of the member that delegates to it. */
export const Change = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('admitMember'),
    mspId: MspId,
    name: Name,
    roles: z.array(Role).min(1),
    delegator: MspId.optional(),
  }),
  z.strictObject({ kind: z.literal('suspendMember'), mspId: MspId, reason: Text }),
  z.strictObject({ kind: z.literal('reinstateMember'), mspId: MspId, reason: Text }),
  z.strictObject({ kind: z.literal('grantRole'), mspId: MspId, role: Role, delegator: MspId.optional() }),
  z.strictObject({ kind: z.literal('revokeRole'), mspId: MspId, role: Role, reason: Text }),
  z.strictObject({
    kind: z.literal('setParameters'),
    parameters: RuleParameters.partial(),
    /** The start of the first delivery slot under the new rules; at once where it is left out. */
    effectiveFrom: Instant.optional(),
  }),
  /** Which ledger this is, for the payloads that wallets sign; every delegate compares it with the own peer's first block. */
  LedgerIdentity.extend({ kind: z.literal('recordLedger') }),
  z.strictObject({ kind: z.literal('certifyIssuer'), mspId: MspId }),
  z.strictObject({ kind: z.literal('withdrawIssuer'), mspId: MspId, reason: Text }),
  /** Lets a member, such as one that supervises the market, ask the LEAG which vehicle is behind a pseudonym. */
  z.strictObject({ kind: z.literal('openLink'), pseudonym: Address, to: MspId, reason: Text }),
  /** Ends the enrolment of a vehicle that has no pseudonym yet, which its LEAG does not let go. */
  z.strictObject({ kind: z.literal('releaseVehicle'), nullifier: Nullifier, reason: Text }),
  /** Registers a line between two LEAGs, or changes it for slots that are planned from then on. */
  z.strictObject({ kind: z.literal('setLine'), line: RegionalLine }),
  /** The consent that lets a barred participant trade again. */
  z.strictObject({ kind: z.literal('restoreReputation'), participant: ParticipantId, reason: Text }),
  /** The consent that lets a validator sit again which gave two different verdicts. */
  z.strictObject({ kind: z.literal('reinstateValidator'), validator: ActorId, reason: Text }),
]);

/** See {@link Change}. */
export type Change = z.infer<typeof Change>;

export const Proposal = z.strictObject({
  id: RecordId,
  change: Change,
  proposedBy: MspId,
  proposedAt: Instant,
  status: z.enum(['open', 'executed', 'withdrawn']),
  decidedAt: Instant.optional(),
});

/** A change put to the vote. */
export type Proposal = z.infer<typeof Proposal>;

export const Vote = z.strictObject({ proposalId: RecordId, mspId: MspId, approve: z.boolean(), at: Instant });

/** One member organisation's vote, under its own key, so that votes never conflict. */
export type Vote = z.infer<typeof Vote>;
