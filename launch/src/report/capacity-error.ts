// SPDX-License-Identifier: Apache-2.0
import type { ReferenceCapacity } from './capacity-reference.js';

/**
 * The greatest difference between assessed and reference capacity over all cycles, in percent of the reference.
 * @returns null if no cycle has both.
 */
export function maxCapacityErrorPercent(
  assessed: readonly ReferenceCapacity[],
  reference: readonly ReferenceCapacity[],
): number | null {
  const stated = new Map(reference.map(({ cycle, capacityMicroampHours }) => [cycle, capacityMicroampHours]));
  const errors = assessed.flatMap(({ cycle, capacityMicroampHours }) => {
    const expected = stated.get(cycle);
    return expected === undefined || expected === 0
      ? []
      : [(100 * Math.abs(capacityMicroampHours - expected)) / expected];
  });
  return errors.length === 0 ? null : Math.max(...errors);
}
