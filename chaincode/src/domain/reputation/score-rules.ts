// SPDX-License-Identifier: Apache-2.0

import type { ReputationParameters } from './reputation-parameters.js';
import type { RoleScore } from './role-score.js';

/** The top of the scale: 1.0 in millionths. */
export const FULL_SCORE = 1_000_000;

const DAY = 86_400;
const M = BigInt(FULL_SCORE);

/**
 * Rule ES-1 / EB-1: a success raises the score. With u the mean energy of the successes, at most this one's own, and d the
 * delivery time since the last failure, at most T:
 *
 *     gain = alpha * u / (u + E0) * (g0 + (1 - g0) * d / T),  cut down once, and to what is left of the day's most
 *
 * The gain grows with u and with d. This execution's own energy bounds u because a mean alone can be diluted.
 * @param energyWh - what counted of the delivery, whole Wh
 * @param deliveryEnd - seconds since 1970. One that comes late counts towards the day that gained last.
 */
export function succeed(
  before: RoleScore,
  energyWh: number,
  deliveryEnd: number,
  rules: ReputationParameters,
): RoleScore {
  const successWh = before.successWh + energyWh;
  const successes = before.successes + 1;
  const [u, v] = lesser([successWh, successes], [energyWh, 1]);
  const t = BigInt(rules.reputationRecoverySeconds);
  const g0 = BigInt(rules.reputationGainFloor);
  const d = sinceLastDrop(before, deliveryEnd, rules);
  const gain = Number(
    (BigInt(rules.reputationGain) * u * (g0 * t + (M - g0) * d)) / ((u + BigInt(rules.reputationEnergyWh) * v) * M * t),
  );
  const day = Math.floor(deliveryEnd / DAY);
  const gainDay = Math.max(before.gainDay, day);
  const gainedToday = gainDay === before.gainDay ? before.gainToday : 0;
  const left = Math.max(0, rules.reputationDailyGain - gainedToday);
  const granted = Math.min(gain, left);
  return {
    ...before,
    score: Math.min(FULL_SCORE, before.score + granted),
    successWh,
    successes,
    gainDay,
    gainToday: gainedToday + granted,
  };
}

/**
 * Rule ES-2 / EB-2: a failure lowers the score. With u the mean energy that failures lacked, at least this one's own, and
 * d as in {@link succeed}:
 *
 *     loss = beta * u / (u + E0) * (l0 + (1 - l0) * tau / (tau + d)),  rounded up once
 *
 * The loss grows with u and shrinks with d.
 * @param missingWh - what the delivery lacked, whole Wh
 * @param deliveryEnd - seconds since 1970
 */
export function fail(
  before: RoleScore,
  missingWh: number,
  deliveryEnd: number,
  rules: ReputationParameters,
): RoleScore {
  const failureWh = before.failureWh + missingWh;
  const failures = before.failures + 1;
  const [u, v] = greater([failureWh, failures], [missingWh, 1]);
  const tau = BigInt(rules.reputationLossSeconds);
  const l0 = BigInt(rules.reputationLossFloor);
  const d = sinceLastDrop(before, deliveryEnd, rules);
  const loss = Number(
    ceilingOf(
      BigInt(rules.reputationLoss) * u * (l0 * (tau + d) + (M - l0) * tau),
      (u + BigInt(rules.reputationEnergyWh) * v) * M * (tau + d),
    ),
  );
  return {
    ...before,
    score: Math.max(0, before.score - loss),
    failureWh,
    failures,
    lastDrop: Math.max(before.lastDrop ?? deliveryEnd, deliveryEnd),
  };
}

/** Seconds of delivery time since the last failure, from 0 to T; T where there was none. */
function sinceLastDrop(
  { lastDrop }: RoleScore,
  at: number,
  { reputationRecoverySeconds }: ReputationParameters,
): bigint {
  const most = reputationRecoverySeconds;
  return BigInt(lastDrop === undefined ? most : Math.min(Math.max(at - lastDrop, 0), most));
}

type Fraction = readonly [numerator: number, denominator: number];

function lesser(left: Fraction, right: Fraction): readonly [bigint, bigint] {
  return compare(left, right) <= 0n ? exact(left) : exact(right);
}

function greater(left: Fraction, right: Fraction): readonly [bigint, bigint] {
  return compare(left, right) >= 0n ? exact(left) : exact(right);
}

function compare([a, b]: Fraction, [c, d]: Fraction): bigint {
  return BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
}

function exact([numerator, denominator]: Fraction): readonly [bigint, bigint] {
  return [BigInt(numerator), BigInt(denominator)];
}

function ceilingOf(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
