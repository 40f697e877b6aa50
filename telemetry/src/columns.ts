// SPDX-License-Identifier: Apache-2.0

import { scaledInteger } from './decimal.js';
import { quantities, requireInRange, type Quantity, type Sample } from './sample.js';
import { TelemetryError } from './telemetry-error.js';

/** The samples of a chunk by column, in the integers of {@link Sample}; a sample's index is its place. */
export interface SampleColumns {
  readonly timeMs: Uint32Array;
  readonly microvolts: Int32Array;
  readonly microamps: Int32Array;
  readonly millicelsius: Int32Array;
}

/** The longest chunk: a day at more than one sample a second. */
export const MAX_SAMPLES = 100_000;

/** Decimal places between the unit people use (s, V, A, °C) and the integer unit of a column. */
const decimalPlaces: Readonly<Record<Quantity, number>> = { timeMs: 3, microvolts: 6, microamps: 6, millicelsius: 3 };

/** Four columns of plain numbers, as JSON carries them. */
export type NumberColumns = Readonly<Record<Quantity, readonly number[]>>;

/** Four columns of measurements in s, V, A (negative is discharge) and °C, as decimal texts or numbers. */
export interface DecimalColumns {
  readonly seconds: readonly (string | number)[];
  readonly volts: readonly (string | number)[];
  readonly amps: readonly (string | number)[];
  readonly celsius: readonly (string | number)[];
}

/**
 * Checked columns from plain numbers.
 * @throws TelemetryError with a pointer such as `/samples/microvolts/17` if a value does not fit, if the columns differ
 *   in length, are empty or longer than {@link MAX_SAMPLES}, or if time runs backwards.
 */
export function columnsFromNumbers(source: NumberColumns): SampleColumns {
  requireSameLength(source);
  for (const quantity of quantities) {
    source[quantity].forEach((value, index) => {
      requireInRange(value, quantity, `/samples/${quantity}/${index}`);
    });
  }
  requireTimeOrder(source.timeMs);
  return {
    timeMs: Uint32Array.from(source.timeMs),
    microvolts: Int32Array.from(source.microvolts),
    microamps: Int32Array.from(source.microamps),
    millicelsius: Int32Array.from(source.millicelsius),
  };
}

/**
 * Checked columns from measurements in s, V, A and °C, exact to the decimal digit (see {@link scaledInteger}).
 * @throws TelemetryError as {@link columnsFromNumbers}.
 */
export function columnsFromDecimals(source: DecimalColumns): SampleColumns {
  const scaled = (values: readonly (string | number)[], quantity: Quantity): number[] =>
    values.map((value, index) => scaledInteger(value, decimalPlaces[quantity], `/samples/${quantity}/${index}`));
  return columnsFromNumbers({
    timeMs: scaled(source.seconds, 'timeMs'),
    microvolts: scaled(source.volts, 'microvolts'),
    microamps: scaled(source.amps, 'microamps'),
    millicelsius: scaled(source.celsius, 'millicelsius'),
  });
}

/** How many samples the columns hold. */
export function sampleCount(columns: SampleColumns): number {
  return columns.timeMs.length;
}

/**
 * The sample at a place.
 * @throws RangeError if the columns hold no such sample.
 */
export function sampleAt(columns: SampleColumns, index: number): Sample {
  const [timeMs, microvolts, microamps, millicelsius] = quantities.map((quantity) => columns[quantity][index]);
  if (timeMs === undefined || microvolts === undefined || microamps === undefined || millicelsius === undefined) {
    throw new RangeError(`there is no sample ${index}: the chunk holds ${sampleCount(columns)}`);
  }
  return { index, timeMs, microvolts, microamps, millicelsius };
}

/** Refuses columns that are no chunk: different lengths, no samples, too many, or time running backwards. */
export function requireChunkColumns(columns: SampleColumns): void {
  requireSameLength(columns);
  requireTimeOrder(columns.timeMs);
  columns.millicelsius.forEach((value, index) => {
    requireInRange(value, 'millicelsius', `/samples/millicelsius/${index}`);
  });
}

function requireSameLength(columns: Readonly<Record<Quantity, ArrayLike<number>>>): void {
  const count = columns.timeMs.length;
  const odd = quantities.find((quantity) => columns[quantity].length !== count);
  if (odd !== undefined) {
    throw new TelemetryError(
      'LENGTHS_DIFFER',
      `/samples/${odd}`,
      `as many values as /samples/timeMs, which has ${count}`,
    );
  }
  if (count === 0) {
    throw new TelemetryError('NO_SAMPLES', '/samples', 'at least one sample');
  }
  if (count > MAX_SAMPLES) {
    throw new TelemetryError('TOO_MANY_SAMPLES', '/samples', `at most ${MAX_SAMPLES} samples`);
  }
}

/** Equal times are let through: two fast samples may fall into one millisecond, and the twin reports them. */
function requireTimeOrder(timeMs: ArrayLike<number>): void {
  for (let index = 1; index < timeMs.length; index += 1) {
    const before = timeMs[index - 1] ?? 0;
    if ((timeMs[index] ?? 0) < before) {
      throw new TelemetryError('TIME_ORDER', `/samples/timeMs/${index}`, `not before the sample before it, ${before}`);
    }
  }
}
