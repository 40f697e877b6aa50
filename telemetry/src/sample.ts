// SPDX-License-Identifier: Apache-2.0

import { TelemetryError } from './telemetry-error.js';

/** One measurement of a battery, in the integers that are hashed. */
export interface Sample {
  /** Place in the chunk, from 0. */
  readonly index: number;
  /** Milliseconds since the chunk's `startedAt`. */
  readonly timeMs: number;
  /** Terminal voltage in µV. */
  readonly microvolts: number;
  /** Current in µA; negative is discharge. */
  readonly microamps: number;
  /** Temperature in thousandths of a degree Celsius. */
  readonly millicelsius: number;
}

/** The measured quantities of a sample, in the order of the canonical encoding. */
export const quantities = ['timeMs', 'microvolts', 'microamps', 'millicelsius'] as const;

/** One of {@link quantities}. */
export type Quantity = (typeof quantities)[number];

const INT32 = [-2_147_483_648, 2_147_483_647] as const;
const UINT32 = [0, 4_294_967_295] as const;

/**
 * What the canonical encoding can hold, smallest and largest: 49 days, ±2,147 V, ±2,147 A, absolute zero to 1,000 °C.
 * What a healthy battery can show is narrower and is judged by the twin.
 */
export const sampleRanges: Readonly<Record<keyof Sample, readonly [number, number]>> = {
  index: UINT32,
  timeMs: UINT32,
  microvolts: INT32,
  microamps: INT32,
  millicelsius: [-273_150, 1_000_000],
};

/** Length of an encoded sample in bytes. */
export const SAMPLE_BYTES = 20;

/**
 * The canonical bytes of a sample: index and time as unsigned, voltage, current and temperature as two's-complement
 * 32-bit integers, big-endian, in that order.
 * @throws TelemetryError NOT_AN_INTEGER or OUT_OF_RANGE, naming the field.
 */
export function encodeSample(sample: Sample, target = new Uint8Array(SAMPLE_BYTES), offset = 0): Uint8Array {
  requireInRange(sample.index, 'index', '/index');
  for (const quantity of quantities) {
    requireInRange(sample[quantity], quantity, `/${quantity}`);
  }
  const view = new DataView(target.buffer, target.byteOffset + offset, SAMPLE_BYTES);
  view.setUint32(0, sample.index);
  view.setUint32(4, sample.timeMs);
  view.setInt32(8, sample.microvolts);
  view.setInt32(12, sample.microamps);
  view.setInt32(16, sample.millicelsius);
  return target;
}

/**
 * The sample in its canonical bytes.
 * @throws TelemetryError WRONG_LENGTH unless there are {@link SAMPLE_BYTES} bytes, OUT_OF_RANGE for a field no sample has.
 */
export function decodeSample(bytes: Uint8Array): Sample {
  if (bytes.length !== SAMPLE_BYTES) {
    throw new TelemetryError('WRONG_LENGTH', '', `an encoded sample has ${SAMPLE_BYTES} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, SAMPLE_BYTES);
  const sample = {
    index: view.getUint32(0),
    timeMs: view.getUint32(4),
    microvolts: view.getInt32(8),
    microamps: view.getInt32(12),
    millicelsius: view.getInt32(16),
  };
  requireInRange(sample.millicelsius, 'millicelsius', '/millicelsius');
  return sample;
}

/** Refuses a value that the canonical encoding of `field` cannot hold. */
export function requireInRange(value: unknown, field: keyof Sample, pointer: string): asserts value is number {
  const [least, greatest] = sampleRanges[field];
  const rule = `an integer from ${least} to ${greatest}`;
  if (typeof value !== 'number') {
    throw new TelemetryError('WRONG_TYPE', pointer, rule);
  }
  if (!Number.isSafeInteger(value)) {
    throw new TelemetryError('NOT_AN_INTEGER', pointer, rule);
  }
  if (value < least || value > greatest) {
    throw new TelemetryError('OUT_OF_RANGE', pointer, rule);
  }
}
