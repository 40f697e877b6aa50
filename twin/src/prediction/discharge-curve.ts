// SPDX-License-Identifier: Apache-2.0
import { sampleCount, type SampleColumns } from '@wattpass/telemetry';
import { dischargeCapacity } from '../capacity.js';
import { at } from '../math/at.js';
import type { RatedValues } from '../rated-values.js';
import { onsetResistance } from '../resistance.js';

/** A discharge as voltage over charge: what the predictions work on. */
export interface DischargeCurve {
  /** Seconds since the load came on, rising. */
  readonly seconds: Float64Array;
  /** Charge given since the load came on, Ah. */
  readonly ampHours: Float64Array;
  readonly volts: Float64Array;
  /** Discharge current, A, positive. */
  readonly amps: Float64Array;
  readonly celsius: Float64Array;
  /** Charge of the whole discharge, Ah; meaningful as a capacity only if it ran to its end. */
  readonly totalAmpHours: number;
  /** Whether the end-of-discharge voltage was reached, where one is rated. */
  readonly isFull: boolean;
  /** ΔV/ΔI at load onset, Ω, if there was a rest before. */
  readonly onsetOhms?: number;
}

/**
 * The discharge in a chunk, over the window and by the trapezoidal rule of `dischargeCapacity`.
 * @returns undefined if the chunk holds no discharge.
 */
export function dischargeCurve(columns: SampleColumns, rated: RatedValues): DischargeCurve | undefined {
  const measured = dischargeCapacity(columns, rated);
  if (measured === undefined || measured.capacityMicroampHours <= 0) {
    return undefined;
  }
  const { onset, end, endVoltageReached } = measured.window;
  const resistance = onsetResistance(columns, rated);
  const count = Math.min(end + 1, sampleCount(columns)) - onset;
  const from = (values: ArrayLike<number>, scale: number): Float64Array =>
    Float64Array.from({ length: count }, (_, place) => at(values, onset + place) * scale);
  const seconds = from(columns.timeMs, 1e-3).map((time, _, all) => time - at(all, 0));
  const amps = from(columns.microamps, -1e-6);
  const totalAmpHours = measured.capacityMicroampHours / 1e6;
  return {
    seconds,
    ampHours: countedUpTo(seconds, amps, totalAmpHours),
    volts: from(columns.microvolts, 1e-6),
    amps,
    celsius: from(columns.millicelsius, 1e-3),
    totalAmpHours,
    isFull: endVoltageReached !== false,
    ...(resistance !== undefined && { onsetOhms: resistance.microohms / 1e6 }),
  };
}

/** Charge counted at each sample, ending at the whole: the half interval before the onset is in the first value. */
function countedUpTo(seconds: Float64Array, amps: Float64Array, whole: number): Float64Array {
  const counted = new Float64Array(seconds.length);
  for (let index = 1; index < seconds.length; index += 1) {
    const interval = at(seconds, index) - at(seconds, index - 1);
    counted[index] = at(counted, index - 1) + ((at(amps, index) + at(amps, index - 1)) / 2) * (interval / 3600);
  }
  const before = Math.max(0, whole - at(counted, counted.length - 1));
  return counted.map((value) => value + before);
}
