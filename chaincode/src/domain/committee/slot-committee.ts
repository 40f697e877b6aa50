// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Count, Day, Hex256, Instant, Text } from '../fields.js';
import { SlotRef } from '../reputation/reputation.js';

/** A validator that may sit, with its organisation. */
export const Candidacy = z.strictObject({ validator: ActorId, mspId: MspId });

/** See {@link Candidacy}. */
export type Candidacy = Readonly<z.infer<typeof Candidacy>>;

/** A seat: who holds it, and from which round on. */
export const Seat = Candidacy.extend({ from: z.int().min(1) });

/** See {@link Seat}. */
export type Seat = Readonly<z.infer<typeof Seat>>;

/** How the attestation of a slot ended. */
export const Conclusion = z.enum(['attested', 'approved', 'rejected', 'expired']);

/** See {@link Conclusion}. */
export type Conclusion = z.infer<typeof Conclusion>;

/** The vote of the organisations, where there is no committee or it came to no end. */
export const OrganisationVote = z.strictObject({
  since: Instant,
  voters: z.array(MspId),
  needed: z.int().min(1),
});

/** See {@link OrganisationVote}. */
export type OrganisationVote = Readonly<z.infer<typeof OrganisationVote>>;

/** Who attests the clearing of a slot, and how far they are. */
export const SlotCommittee = z.strictObject({
  slot: SlotRef,
  bookRoot: Hex256,
  resultHash: Hex256,
  ruleVersion: z.int().min(1),
  /** The day whose ranking the committee is drawn from; absent where there was none. */
  day: Day.optional(),
  /** Accepting verdicts that attest the result. */
  quorum: Count,
  round: z.int().min(1),
  roundSince: Instant,
  /** The seats, the first in line (the proposer) first; none where fewer than three were eligible. */
  members: z.array(Seat),
  /** Who comes next, and who lost a seat by silence. */
  substitutes: z.array(Candidacy),
  replaced: z.array(Seat),
  vote: OrganisationVote.optional(),
  conclusion: Conclusion.optional(),
  concludedAt: Instant.optional(),
});

/** See {@link SlotCommittee}. */
export type SlotCommittee = Readonly<z.infer<typeof SlotCommittee>>;

/** A member's verdict on a clearing that it re-ran from the ledger. */
export const Verdict = z.strictObject({
  bookRoot: Hex256,
  /** The hash of the result that the member itself computed. */
  resultHash: Hex256,
  verdict: z.enum(['accept', 'reject']),
  /** Why it rejects. */
  reason: Text.optional(),
});

/** See {@link Verdict}. */
export type Verdict = Readonly<z.infer<typeof Verdict>>;

/** A verdict on the ledger, under `att~leag~slot~round~validator` with the round in which the member took its seat. */
export const SlotAttestation = Verdict.extend({
  validator: ActorId,
  slot: SlotRef,
  at: Instant,
  /** Whether it came within its round and before the conclusion. */
  timely: z.boolean(),
  /** The member gave another verdict as well: neither counts. */
  doubled: z.boolean(),
});

/** See {@link SlotAttestation}. */
export type SlotAttestation = Readonly<z.infer<typeof SlotAttestation>>;

/** One organisation's verdict. */
export const OrganisationVerdict = z.strictObject({ mspId: MspId, approve: z.boolean(), at: Instant });

/** See {@link OrganisationVerdict}. */
export type OrganisationVerdict = Readonly<z.infer<typeof OrganisationVerdict>>;

/** The proof for a suspension: two verdicts of one member on one slot that differ. */
export const DoubleVerdict = z.strictObject({
  validator: ActorId,
  slot: SlotRef,
  first: SlotAttestation,
  second: Verdict,
  at: Instant,
});

/** See {@link DoubleVerdict}. */
export type DoubleVerdict = Readonly<z.infer<typeof DoubleVerdict>>;
