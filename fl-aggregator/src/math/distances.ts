// SPDX-License-Identifier: Apache-2.0
import { commonLength, type ClientUpdate } from './client-update.js';

/** Coordinates taken at a time, so that all updates' parts stay in the cache while they are compared. */
const BLOCK = 1024;

/** Squared Euclidean distances between all updates. */
export interface DistanceMatrix {
  readonly size: number;
  /** Row by row, symmetric, zeros on the diagonal. */
  readonly squared: Float64Array;
}

/**
 * ‖wᵢ − wⱼ‖² for all pairs, summed from the differences themselves (‖a‖² + ‖b‖² − 2ab loses all digits between near
 * neighbours).
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function distanceMatrix(updates: readonly ClientUpdate[]): DistanceMatrix {
  const length = commonLength(updates);
  const size = updates.length;
  const squared = new Float64Array(size * size);
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(length, start + BLOCK);
    for (let row = 0; row < size; row += 1) {
      const one = (updates[row] as ClientUpdate).parameters;
      for (let column = row + 1; column < size; column += 1) {
        const cell = row * size + column;
        const part = squaredDistance(one, (updates[column] as ClientUpdate).parameters, start, end);
        squared[cell] = (squared[cell] as number) + part;
      }
    }
  }
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) {
      squared[row * size + column] = squared[column * size + row] as number;
    }
  }
  return { size, squared };
}

/** The others of `of` by distance, nearest first, ties by place. @param among The places that take part. */
export function nearestTo({ size, squared }: DistanceMatrix, of: number, among: readonly number[]): number[] {
  return among
    .filter((place) => place !== of)
    .sort((one, other) => {
      return (squared[of * size + one] as number) - (squared[of * size + other] as number) || one - other;
    });
}

/** Two running sums, in a fixed order: half the waiting for one addition to end before the next, and always the same bits. */
function squaredDistance(one: Float64Array, other: Float64Array, start: number, end: number): number {
  let even = 0;
  let odd = 0;
  let place = start;
  for (; place + 1 < end; place += 2) {
    const first = (one[place] as number) - (other[place] as number);
    const second = (one[place + 1] as number) - (other[place + 1] as number);
    even += first * first;
    odd += second * second;
  }
  if (place < end) {
    const last = (one[place] as number) - (other[place] as number);
    even += last * last;
  }
  return even + odd;
}
