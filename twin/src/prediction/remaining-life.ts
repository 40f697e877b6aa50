// SPDX-License-Identifier: Apache-2.0
import { forecast, type Drift, type Tracked } from '../history/tracker.js';
import type { Interval } from './conformal.js';

/** Nothing is said further ahead than this many cycles. */
const FURTHEST = 10_000;

/** 90 % of a normal distribution lie within this many standard deviations. */
const DEVIATIONS_90 = 1.645;

/** Too few measurements make no trend. */
const LEAST_MEASUREMENTS = 5;

/**
 * Cycles until a tracked capacity falls below an end-of-life share, by its present trend, with a 90 % interval from the
 * tracker's own uncertainty: the earliest and the latest cycle at which the band around the forecast crosses the share.
 * @returns undefined with too few measurements, or if nothing crosses within 10,000 cycles.
 */
export function remainingCycles(tracked: Tracked, endShare: number, drift: Drift): Interval | undefined {
  if (tracked.count < LEAST_MEASUREMENTS) {
    return undefined;
  }
  const crossing = (deviations: number): number => {
    const isBelow = (cycles: number): boolean => {
      const { expected, deviation } = forecast(tracked, cycles, drift);
      return expected + deviations * deviation < endShare;
    };
    return firstTrue(isBelow);
  };
  const expected = crossing(0);
  if (expected > FURTHEST) {
    return undefined;
  }
  return { low: crossing(-DEVIATIONS_90), expected, high: Math.min(FURTHEST, crossing(DEVIATIONS_90)) };
}

/** The first whole number of cycles for which a test holds, or one more than the furthest: the band may open again. */
function firstTrue(test: (cycles: number) => boolean): number {
  for (let cycles = 0; cycles <= FURTHEST; cycles += 1) {
    if (test(cycles)) {
      return cycles;
    }
  }
  return FURTHEST + 1;
}
