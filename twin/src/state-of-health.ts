// SPDX-License-Identifier: Apache-2.0

/** 100 % in millionths, the unit of shares on the ledger. */
export const WHOLE = 1_000_000;

/**
 * Capacity-based state of health in millionths of the rated capacity. Rounded down, so that it is below an integer
 * threshold exactly if the capacity is. A new cell may exceed {@link WHOLE}.
 * @throws RangeError if the rated capacity is not positive.
 */
export function stateOfHealth(capacityMicroampHours: number, ratedMicroampHours: number): number {
  if (!(ratedMicroampHours > 0)) {
    throw new RangeError('ratedMicroampHours: a positive integer');
  }
  return Math.floor((capacityMicroampHours * WHOLE) / ratedMicroampHours);
}

/** A capacity at a cycle. */
export interface CapacityAtCycle {
  readonly cycle: number;
  readonly capacityMicroampHours: number;
}

/**
 * The first cycle, in the order given, whose state of health is below a share of the rated capacity; undefined if none
 * is. It judges any series of capacities: counted ones and those another laboratory states.
 * @param share End-of-life share in millionths: 700,000 for 70 %.
 */
export function firstCycleBelow(
  capacities: Iterable<CapacityAtCycle>,
  ratedMicroampHours: number,
  share: number,
): number | undefined {
  for (const { cycle, capacityMicroampHours } of capacities) {
    if (stateOfHealth(capacityMicroampHours, ratedMicroampHours) < share) {
      return cycle;
    }
  }
  return undefined;
}
