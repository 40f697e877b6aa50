// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Millionths } from '../fields.js';

/** The side of the market on which a participant acts: ES, the seller of energy, or EB, its buyer. */
export const TraderRole = z.enum(['seller', 'buyer']);

/** See {@link TraderRole}. */
export type TraderRole = z.infer<typeof TraderRole>;

const Sum = z.int().min(0);

/** The score of a participant in one role, with the evidence it rests on. */
export const RoleScore = z.strictObject({
  /** R_ES or R_EB, millionths. */
  score: Millionths,
  /** Energy of successes that counted, Wh, and how many there were. */
  successWh: Sum,
  successes: Sum,
  /** Energy that failures lacked, Wh, and how many there were. */
  failureWh: Sum,
  failures: Sum,
  /** End of delivery of the last failure, seconds since 1970; absent where there is none. */
  lastDrop: z.int().optional(),
  /** The UTC day, counted from 1970, that last gained, and what it has gained. */
  gainDay: z.int(),
  gainToday: Sum,
});

/** See {@link RoleScore}. */
export type RoleScore = Readonly<z.infer<typeof RoleScore>>;

/** A score without evidence. */
export function freshScore(score: number): RoleScore {
  return { score, successWh: 0, successes: 0, failureWh: 0, failures: 0, gainDay: 0, gainToday: 0 };
}
