// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { chargeBetween } from './charge.js';
import { dischargeWindow, type DischargeWindow } from './discharge-window.js';
import { medianInterval } from './median.js';
import type { RatedValues } from './rated-values.js';

/** An interval this many times as long as the median one is a gap in the recording. */
export const GAP_FACTOR = 10;

/** The charge a discharge gave. */
export interface DischargeCapacity {
  /** Net charge taken out within the window, µAh, rounded to the nearest. */
  readonly capacityMicroampHours: number;
  readonly window: DischargeWindow;
}

/**
 * The charge that a discharge gave, by {@link chargeBetween} over its window and the interval that leads into it: the
 * load came on somewhere between the last sample at rest and the first under load, for which the trapezoid takes the
 * half. That interval is left out if it is a gap. The interval after the window is left out, because a cycler or a
 * management system switches off at the sample that tells it to.
 *
 * @returns undefined if the chunk holds no discharge.
 */
export function dischargeCapacity(columns: SampleColumns, rated: RatedValues): DischargeCapacity | undefined {
  const window = dischargeWindow(columns, rated);
  if (window === undefined) {
    return undefined;
  }
  const charge = chargeBetween(columns, integrationStart(columns.timeMs, window), window.end);
  return { capacityMicroampHours: Math.round(-charge), window };
}

function integrationStart(timeMs: Uint32Array, { onset, end }: DischargeWindow): number {
  const usual = medianInterval(timeMs.subarray(onset, end + 1)) ?? 0;
  const before = timeMs[onset - 1];
  return before === undefined || (timeMs[onset] ?? 0) - before > GAP_FACTOR * usual ? onset : onset - 1;
}
