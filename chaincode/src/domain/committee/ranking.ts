// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Day, Hex256, Instant, Millionths } from '../fields.js';
import { SlotRef } from '../reputation/reputation.js';
import { Sponsor } from './validator.js';

/** What a seat in a slot's committee came to, for the validator's duty score. */
export const DutyNote = z.strictObject({
  validator: ActorId,
  /** `late`: after its round, or after the conclusion; it neither gains nor costs. */
  duty: z.enum(['timely', 'late', 'missed', 'refuted']),
});

/** See {@link DutyNote}. */
export type DutyNote = Readonly<z.infer<typeof DutyNote>>;

/** What is kept of a slot that was settled or voided, under the day on which that happened. */
export const SlotOutcome = z.strictObject({
  slot: SlotRef,
  /** The hash of the result that was settled; null where the slot was voided. */
  resultHash: Hex256.nullable(),
  duties: z.array(DutyNote),
  at: Instant,
});

/** See {@link SlotOutcome}. */
export type SlotOutcome = Readonly<z.infer<typeof SlotOutcome>>;

/** A validator's place in a day's ranking. */
export const RankedValidator = z.strictObject({
  validator: ActorId,
  mspId: MspId,
  sponsor: Sponsor,
  /** The sponsor's score over both roles, millionths. */
  reputation: Millionths,
  duty: Millionths,
  /** The last day on which a refuted verdict keeps it out. */
  outUntil: Day.optional(),
  /** It sat in a committee the day before, so others come first. */
  resting: z.boolean(),
  /** Why it takes no seat today, if it does not. */
  excluded: z.enum(['inactive', 'barred', 'duty', 'out']).optional(),
});

/** See {@link RankedValidator}. */
export type RankedValidator = Readonly<z.infer<typeof RankedValidator>>;

/** All sponsored validators, the first in line first, as one day's committees are drawn from them. */
export const Ranking = z.strictObject({
  day: Day,
  /** Hash of all results settled the day before; it breaks ties anew every day. */
  seed: Hex256,
  ranked: z.array(RankedValidator),
  ruleVersion: z.int().min(1),
  at: Instant,
});

/** See {@link Ranking}. */
export type Ranking = Readonly<z.infer<typeof Ranking>>;
