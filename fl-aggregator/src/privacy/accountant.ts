// SPDX-License-Identifier: Apache-2.0
import { requirePositive, requireWhole, requireWithin } from '../math/rule-parameters.js';
import { LearningError } from '../learning-error.js';
import { renyiDivergence } from './renyi-divergence.js';

/** Rounds of a task that were released alike. */
export interface GaussianRounds {
  /** The chance of each client to be chosen, from 0 to 1. */
  readonly samplingRate: number;
  /** σ: the deviation of the noise on the sum over the clipping bound. */
  readonly noiseMultiplier: number;
  readonly rounds: number;
}

/** What was spent. */
export interface PrivacySpent {
  /** ε at the given δ. */
  readonly epsilon: number;
  /** The Rényi order that gave the least ε. */
  readonly order: number;
}

/** The orders Google's dp-accounting takes: tenths to 10.9, whole numbers to 63, then four powers of two. */
export const defaultOrders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, step) => 1 + (step + 1) / 10),
  ...Array.from({ length: 53 }, (_, step) => 11 + step),
  128,
  256,
  512,
  1024,
];

/**
 * ε after all rounds, at δ: divergences add up (Mironov, CSF 2017), then the conversion of Canonne, Kamath and Steinke
 * (NeurIPS 2020, proposition 12), at the best order. Rounds must weight all clients alike and clip each.
 * @throws LearningError WRONG_PARAMETER naming the parameter.
 */
export function privacySpent(
  rounds: readonly GaussianRounds[],
  delta: number,
  orders: readonly number[] = defaultOrders,
): PrivacySpent {
  rounds.forEach(requireRounds);
  requirePositive('delta', delta);
  requireWithin('delta', delta, 0, 1);
  if (orders.length === 0 || !orders.every((order) => order > 1 && order < Infinity)) {
    throw new LearningError('WRONG_PARAMETER', 'orders', 'at least one, each over 1');
  }
  const spent = orders.map((order) => {
    const divergence = rounds.reduce((sum, { samplingRate, noiseMultiplier, rounds: count }) => {
      return sum + count * renyiDivergence(samplingRate, noiseMultiplier, order);
    }, 0);
    return { epsilon: epsilonAt(divergence, order, delta), order };
  });
  return spent.reduce((best, each) => (each.epsilon < best.epsilon ? each : best));
}

function epsilonAt(divergence: number, order: number, delta: number): number {
  if (delta * delta + Math.expm1(-divergence) > 0) {
    return 0; // by Bretagnolle and Huber the total variation is below δ already
  }
  return Math.max(0, divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1));
}

function requireRounds({ samplingRate, noiseMultiplier, rounds }: GaussianRounds): void {
  if (!(samplingRate >= 0 && samplingRate <= 1)) {
    throw new LearningError('WRONG_PARAMETER', 'samplingRate', `from 0 to 1, not ${samplingRate}`);
  }
  requirePositive('noiseMultiplier', noiseMultiplier);
  requireWhole('rounds', rounds, 0);
}
