// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { median } from './median.js';
import type { RatedValues } from './rated-values.js';

/** A sample is under load if it discharges with at least this share of the chunk's median discharge current. */
export const LOAD_SHARE = 0.1;

/** Discharge currents under C/100 are a sensor's noise at rest and count as no load at all. */
const NOISE_HOURS = 100;

/** The samples of a chunk between which a discharge took place. */
export interface DischargeWindow {
  /** Index of the first sample under load. */
  readonly onset: number;
  /** Index of the last sample that counts: the last under load, or the first below the end-of-discharge voltage. */
  readonly end: number;
  /**
   * Whether the rated end-of-discharge voltage was reached, or would have been at the next sample, had the voltage gone on
   * falling as before: the load may go off between two samples. Undefined if no such voltage is rated.
   */
  readonly endVoltageReached?: boolean;
}

/**
 * Finds the discharge in a chunk from the chunk itself: it runs from the first to the last sample under load (see
 * {@link LOAD_SHARE}), pauses between them included. If an end-of-discharge voltage is rated, it ends with the first
 * sample below it, as a cycler stops there. Nothing depends on the absolute size of the battery.
 *
 * @returns undefined if fewer than two samples are under load.
 */
export function dischargeWindow(columns: SampleColumns, rated: RatedValues): DischargeWindow | undefined {
  const threshold = loadThreshold(columns.microamps, rated);
  const underLoad = (microamps: number): boolean => -microamps >= threshold;
  const onset = columns.microamps.findIndex(underLoad);
  const last = columns.microamps.findLastIndex(underLoad);
  if (onset < 0 || last === onset) {
    return undefined;
  }
  const { endOfDischargeMicrovolts } = rated;
  if (endOfDischargeMicrovolts === undefined) {
    return { onset, end: last };
  }
  const below = columns.microvolts.subarray(onset, last + 1).findIndex((voltage) => voltage < endOfDischargeMicrovolts);
  return below < 0
    ? { onset, end: last, endVoltageReached: nextVoltage(columns, last) < endOfDischargeMicrovolts }
    : { onset, end: onset + below, endVoltageReached: true };
}

/** The voltage one interval after a sample, on the straight line through it and the sample before. */
function nextVoltage({ microvolts }: SampleColumns, index: number): number {
  const voltage = microvolts[index] ?? 0;
  return voltage + (voltage - (microvolts[index - 1] ?? voltage));
}

/** The least discharge current in µA that counts as load. */
export function loadThreshold(microamps: Int32Array, rated: RatedValues): number {
  const noise = rated.capacityMicroampHours / NOISE_HOURS;
  const loads = microamps.filter((current) => -current >= noise);
  return Math.max(noise, -(median(loads) ?? 0) * LOAD_SHARE);
}
