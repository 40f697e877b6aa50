// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant, Millionths } from '../fields.js';
import { RoleScore, TraderRole } from './role-score.js';

/** The trading pseudonym of a participant. */
export const ParticipantId = Hex256;

/** The delivery slot of a local energy aggregator (LEAG) that an execution or a committee belongs to. */
export const SlotRef = z.strictObject({ leag: z.string().min(1).max(64), slot: z.string().min(1).max(64) });

/** See {@link SlotRef}. */
export type SlotRef = Readonly<z.infer<typeof SlotRef>>;

/** One change of a score, with its slot, the version of the rules and the reason. */
export const ScoreChange = z.strictObject({
  reason: z.enum(['delivered', 'shortfall', 'excused', 'restored']),
  role: TraderRole,
  ruleVersion: z.int().min(1),
  /** The slot and order of an execution; absent for a restoration. */
  slot: SlotRef.optional(),
  orderId: z.string().optional(),
  /** End of delivery, or the time of the vote. */
  at: Instant,
  contractedWh: Count.optional(),
  meteredWh: Count.optional(),
  /** The energy that counted: credited of a success, missing of a failure. */
  countedWh: Count.optional(),
  /** The role's score before and after, millionths. */
  before: Millionths,
  after: Millionths,
});

/** See {@link ScoreChange}. */
export type ScoreChange = Readonly<z.infer<typeof ScoreChange>>;

/** What follows from scores for orders. */
export const TrustFacts = z.strictObject({
  /** Whether the participant is barred as a seller and as a buyer. */
  sellerBarred: z.boolean(),
  buyerBarred: z.boolean(),
  /** The most it may trade in a slot, Wh; null where nothing limits it. */
  slotLimitWh: Count.nullable(),
});

/** See {@link TrustFacts}. */
export type TrustFacts = Readonly<z.infer<typeof TrustFacts>>;

/** Everything known of a participant's reputation: key `rep~participant`, which only settlements and votes write. */
export const Reputation = z.strictObject({
  participant: ParticipantId,
  seller: RoleScore,
  buyer: RoleScore,
  /** Tokens for announced shortfalls, and successes since the last token. */
  tokens: Count,
  tokenProgress: Count,
  /** What a newcomer, or one restored by a vote, has shown so far; absent once it is known. */
  probation: z.strictObject({ successes: Count, counterparties: z.array(z.string()) }).optional(),
  /** Energy credited with each counterparty (by the first 16 digits of its id) in an ISO week. */
  credit: z.strictObject({ week: z.string(), by: z.record(z.string(), Count) }),
  /** What `trust~participant` says, so that settlement need not read it to see a crossing. */
  trust: TrustFacts,
  since: Instant,
  /** What the transaction that wrote this version changed; the key's history tells all changes. */
  changes: z.array(ScoreChange),
});

/** See {@link Reputation}. */
export type Reputation = Readonly<z.infer<typeof Reputation>>;

/** What orders read of a participant: key `trust~participant`, cold because it is written only when it changes. */
export const Trust = TrustFacts.extend({
  participant: ParticipantId,
  since: Instant,
  ruleVersion: z.int().min(1),
});

/** See {@link Trust}. */
export type Trust = Readonly<z.infer<typeof Trust>>;
