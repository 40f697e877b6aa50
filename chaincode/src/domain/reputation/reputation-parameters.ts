// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { Count, Millionths } from '../fields.js';

/** The rule parameters of reputation: scores in millionths, energy in Wh, times in seconds of delivery time. */
export const reputationParameterFields = {
  /** The score that a participant starts with, in both roles. */
  reputationStart: Millionths,
  /** The most that one success can gain (alpha). */
  reputationGain: Millionths,
  /** The most that one failure can cost (beta). */
  reputationLoss: Millionths,
  /** The share of the gain that is left right after a failure (g0). */
  reputationGainFloor: Millionths,
  /** The share of the loss that is left long after the last failure (l0). */
  reputationLossFloor: Millionths,
  /** How long after a failure the gain is whole again (T). */
  reputationRecoverySeconds: Count.min(1),
  /** How fast the loss shrinks with the time since the last failure (tau). */
  reputationLossSeconds: Count.min(1),
  /** The mean energy per execution at which gain and loss have half their strength (E0). */
  reputationEnergyWh: Count.min(1),
  /** The most that a role can gain in one UTC day. */
  reputationDailyGain: Millionths,
  /** A role whose score, or whose participant's score, is lower is barred (R_min). */
  reputationMinimum: Millionths,
  /** The score that a consent vote restores. */
  reputationRestored: Millionths,
  /** An execution succeeds when it misses no more than the larger of this energy ... */
  deliveryToleranceWh: Count,
  /** ... and this share of the contracted energy. */
  deliveryTolerance: Millionths,
  /** Tokens for announced shortfalls: at enrolment, */
  excuseTokensAtStart: Count,
  /** one more after so many successes, */
  excuseTokenSuccesses: Count.min(1),
  /** and never more than these. */
  excuseTokensAtMost: Count,
  /** Energy per counterparty and ISO week that can gain score. */
  counterpartyCreditWh: Count,
  /** A newcomer is known after so many successes ... */
  newcomerSuccesses: Count,
  /** ... with so many counterparties, among which the grid counts as one. */
  newcomerCounterparties: Count.max(10),
  /** The most that a newcomer trades in a slot. */
  newcomerSlotWh: Count,
  /** The most that others trade in a slot ... */
  regularSlotWh: Count,
  /** ... until their score is at least this. */
  unlimitedFrom: Millionths,
};

/** See {@link reputationParameterFields}. */
export type ReputationParameters = Readonly<z.infer<z.ZodObject<typeof reputationParameterFields>>>;

/** What holds until the first vote. Chosen by simulation (docs/reputation.md). */
export const defaultReputationParameters: ReputationParameters = {
  reputationStart: 500_000,
  reputationGain: 50_000,
  reputationLoss: 200_000,
  reputationGainFloor: 200_000,
  reputationLossFloor: 200_000,
  reputationRecoverySeconds: 14 * 86_400,
  reputationLossSeconds: 7 * 86_400,
  reputationEnergyWh: 10_000,
  reputationDailyGain: 30_000,
  reputationMinimum: 200_000,
  reputationRestored: 250_000,
  deliveryToleranceWh: 100,
  deliveryTolerance: 50_000,
  excuseTokensAtStart: 1,
  excuseTokenSuccesses: 20,
  excuseTokensAtMost: 2,
  counterpartyCreditWh: 20_000,
  newcomerSuccesses: 10,
  newcomerCounterparties: 3,
  newcomerSlotWh: 5_000,
  regularSlotWh: 15_000,
  unlimitedFrom: 700_000,
};
