// SPDX-License-Identifier: Apache-2.0
import type { SampleColumns } from '@wattpass/telemetry';
import { DataSpaceError } from './data-space-error.js';

/** Measurements by column, in the units of the data space. A row is the same index in all of them. */
export interface Series {
  /** s from any origin, rising once the series is clean. */
  readonly seconds: Float64Array;
  readonly volts: Float64Array;
  /** A; negative is discharge. */
  readonly amps: Float64Array;
  /** °C */
  readonly celsius: Float64Array;
}

/** The columns of a {@link Series}. */
export const seriesColumns = ['seconds', 'volts', 'amps', 'celsius'] as const;

/** What is expected of the battery that a series was measured on. */
export interface Expected {
  readonly ratedAmpHours: number;
  readonly nominalVolts: number;
}

/** Refuses columns of different lengths. */
export function requireSameLengths(series: Series): void {
  const count = series.seconds.length;
  const odd = seriesColumns.find((column) => series[column].length !== count);
  if (odd !== undefined) {
    throw new DataSpaceError('LENGTHS_DIFFER', odd, `as many values as seconds, ${count}, not ${series[odd].length}`);
  }
}

/** The rows at the given indexes, in that order. */
export function rowsOf(series: Series, indexes: ArrayLike<number>): Series {
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: indexes.length }, (_, place) => values[indexes[place] ?? 0] ?? NaN);
  return {
    seconds: pick(series.seconds),
    volts: pick(series.volts),
    amps: pick(series.amps),
    celsius: pick(series.celsius),
  };
}

/** A chunk's samples in the units of the data space. */
export function seriesOfColumns({ timeMs, microvolts, microamps, millicelsius }: SampleColumns): Series {
  return {
    seconds: Float64Array.from(timeMs, (value) => value / 1e3),
    volts: Float64Array.from(microvolts, (value) => value / 1e6),
    amps: Float64Array.from(microamps, (value) => value / 1e6),
    celsius: Float64Array.from(millicelsius, (value) => value / 1e3),
  };
}

/** A clean series as a chunk's samples, counted from its first instant and rounded to the nearest unit. */
export function columnsOfSeries({ seconds, volts, amps, celsius }: Series): SampleColumns {
  const origin = seconds[0] ?? 0;
  return {
    timeMs: Uint32Array.from(seconds, (value) => Math.round((value - origin) * 1e3)),
    microvolts: Int32Array.from(volts, (value) => Math.round(value * 1e6)),
    microamps: Int32Array.from(amps, (value) => Math.round(value * 1e6)),
    millicelsius: Int32Array.from(celsius, (value) => Math.round(value * 1e3)),
  };
}
