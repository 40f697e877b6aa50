// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';

/** An estimate with an interval around it. */
export interface Interval {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/**
 * The half width of a conformal interval: the ⌈(n + 1)·coverage⌉-th smallest absolute residual of predictions that never
 * saw their own target (Vovk, Gammerman, Shafer 2005). No distribution is assumed; what is assumed is that the next
 * residual is exchangeable with these.
 *
 * @param coverage Share of truths the interval should hold, below 1.
 * @returns Infinity if there are too few residuals for such a coverage.
 */
export function conformalWidth(residuals: ArrayLike<number>, coverage: number): number {
  const sorted = Float64Array.from(residuals, Math.abs).sort();
  const rank = Math.ceil((sorted.length + 1) * coverage);
  return rank > sorted.length ? Infinity : at(sorted, rank - 1);
}

/** The share of truths that lie within their intervals. */
export function coverageOf(intervals: readonly Interval[], truths: ArrayLike<number>): number {
  const inside = intervals.filter(({ low, high }, index) => low <= at(truths, index) && at(truths, index) <= high);
  return inside.length / intervals.length;
}
