// SPDX-License-Identifier: Apache-2.0

/** What the maker states about a battery, as far as the twin needs it. */
export interface RatedValues {
  /** Rated capacity in µAh; its hundredth as µA is the current C/100. */
  readonly capacityMicroampHours: number;
  /** Nominal voltage in µV; without it, voltages are judged against the median of their own chunk. */
  readonly nominalMicrovolts?: number;
  /**
   * End-of-discharge voltage in µV. With it, a capacity is counted down to this voltage and only if it was reached;
   * without it, the caller vouches that each discharge is a full one, and it counts as far as the current flows.
   */
  readonly endOfDischargeMicrovolts?: number;
}

/**
 * Refuses rated values that no battery has.
 * @throws RangeError naming the field.
 */
export function requireRatedValues(rated: RatedValues): void {
  for (const [field, value] of Object.entries(rated) as [string, number | undefined][]) {
    if (value !== undefined && (!Number.isSafeInteger(value) || value <= 0)) {
      throw new RangeError(`${field}: a positive integer`);
    }
  }
}
