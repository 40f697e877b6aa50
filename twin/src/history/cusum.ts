// SPDX-License-Identifier: Apache-2.0
import { robustMoments } from '../math/quantile.js';

/** A watched quantity: its reference values, and two sums. Memory is bounded by `REFERENCE_COUNT`. */
export interface Watched {
  /** The first values, from which centre and spread are learned. */
  readonly reference: readonly number[];
  /** Cumulative sums of what lay above and below, in standard deviations. */
  readonly above: number;
  readonly below: number;
}

/** What a new value says. */
export interface Alarm {
  /** Which way the quantity has moved. */
  readonly direction: 'up' | 'down';
  /** The sum that passed the limit, in standard deviations. */
  readonly sum: number;
  readonly limit: number;
}

/** How many first values make the reference. */
export const REFERENCE_COUNT = 20;

/** Half the shift that should be found, and the sum that counts as found: a shift of two deviations is found in four values. */
const [SLACK, LIMIT] = [0.75, 4] as const;

/** One wild value counts as at most this many deviations, which is less than the limit: it takes two to raise an alarm. */
const MOST_DEVIATIONS = 4;

/** A quantity that nothing is known of. */
export const unwatched: Watched = { reference: [], above: 0, below: 0 };

/**
 * One more value of a watched quantity: two-sided CUSUM (Page 1954) on deviations from the median of the first values, in
 * robust standard deviations (median absolute deviation), so that outliers among the first values do not widen it.
 * @param leastSigma The spread below which values cannot be told apart: the sensor's resolution.
 */
export function watch(
  before: Watched,
  value: number,
  leastSigma: number,
): { readonly watched: Watched; readonly alarm?: Alarm } {
  if (before.reference.length < REFERENCE_COUNT) {
    return { watched: { ...before, reference: [...before.reference, value] } };
  }
  const { centre, sigma } = robustMoments(before.reference);
  const deviation = (value - centre) / Math.max(sigma, leastSigma);
  const bounded = Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, deviation));
  const above = Math.max(0, before.above + bounded - SLACK);
  const below = Math.max(0, before.below - bounded - SLACK);
  const sum = Math.max(above, below);
  const watched = { ...before, above, below };
  return sum > LIMIT
    ? {
        watched: { ...before, above: 0, below: 0 },
        alarm: { direction: above > below ? 'up' : 'down', sum, limit: LIMIT },
      }
    : { watched };
}
