// SPDX-License-Identifier: Apache-2.0
import { capacityDrift, remainingCycles, track, type Tracked } from '@wattpass/twin';
import type { UnsaltedCondition } from './condition-schemas.js';

type AssessmentCondition = Extract<UnsaltedCondition, { kind: 'assessment' }>;

/** A capacity found at a cycle. */
type CapacityAtCycle = Pick<AssessmentCondition, 'cycle' | 'capacityMicroampHours'>;

/** A first life ends at this share of the rated capacity, where nothing else is agreed. */
const END_OF_LIFE = 0.7;

/**
 * Cycles until the end of the first life, by the trend of the capacities recorded so far, with a 90 % interval. A capacity
 * of an earlier cycle than one before it is left out, because a trend needs its points in order.
 * @param capacities In the order of their chunks, the newest last.
 * @returns undefined where there are too few to tell, or where the trend does not lead to an end.
 */
export function remainingCyclesOf(
  capacities: readonly CapacityAtCycle[],
  ratedMicroampHours: number,
): AssessmentCondition['remainingCycles'] {
  let tracked: Tracked | undefined;
  for (const { cycle, capacityMicroampHours } of capacities) {
    if (tracked === undefined || cycle >= tracked.cycle) {
      tracked = track(tracked, cycle, capacityMicroampHours / ratedMicroampHours, capacityDrift);
    }
  }
  const found = tracked === undefined ? undefined : remainingCycles(tracked, END_OF_LIFE, capacityDrift);
  return found === undefined ? undefined : { low: found.low, expected: found.expected, high: found.high };
}
