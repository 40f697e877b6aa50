// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';

/** Labelled examples, row by row. */
export interface Examples {
  readonly count: number;
  /** `count` rows of as many numbers as the model has inputs. */
  readonly features: Float64Array | Float32Array;
  /** The class of each row. */
  readonly labels: Uint8Array;
}

/** @throws LearningError WRONG_LENGTH, WRONG_SHAPE, NOT_FINITE. */
export function requireExamples({ count, features, labels }: Examples, inputs: number, classes: number): void {
  if (features.length !== count * inputs || labels.length !== count) {
    throw new LearningError('WRONG_LENGTH', 'examples', `${count} rows of ${inputs} features and a label`);
  }
  if (labels.some((label) => label >= classes)) {
    throw new LearningError('WRONG_SHAPE', 'labels', `classes below ${classes}`);
  }
  if (!allFinite(features)) {
    throw new LearningError('NOT_FINITE', 'features', 'finite numbers only');
  }
}

/** The chosen rows, copied. */
export function examplesAt(examples: Examples, places: ArrayLike<number>, inputs: number): Examples {
  const features = new Float64Array(places.length * inputs);
  const labels = new Uint8Array(places.length);
  for (let row = 0; row < places.length; row += 1) {
    const place = places[row] as number;
    features.set(examples.features.subarray(place * inputs, (place + 1) * inputs), row * inputs);
    labels[row] = examples.labels[place] as number;
  }
  return { count: places.length, features, labels };
}

/** All rows one after the other. */
export function joinedExamples(parts: readonly Examples[], inputs: number): Examples {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const features = new Float64Array(count * inputs);
  const labels = new Uint8Array(count);
  let row = 0;
  for (const part of parts) {
    features.set(part.features, row * inputs);
    labels.set(part.labels, row);
    row += part.count;
  }
  return { count, features, labels };
}

/** A plain loop: this is checked before every local training, and a callback a number would cost a tenth of it. */
function allFinite(values: Float64Array | Float32Array): boolean {
  for (let place = 0; place < values.length; place += 1) {
    if (!Number.isFinite(values[place])) {
      return false;
    }
  }
  return true;
}
