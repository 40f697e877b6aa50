// SPDX-License-Identifier: Apache-2.0
import { commonLength, type ClientUpdate } from './client-update.js';

/** Coordinates gathered at a time: neighbours in memory, so that each cache line of an update is used whole. */
const BLOCK = 64;
/** Up to this many values, insertion beats the built-in sort. */
const SMALL = 24;

/**
 * Reduces the updates coordinate by coordinate.
 * @param reduce Takes the sorted values of one coordinate, a buffer that is reused, and gives the result.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function bySortedCoordinate(
  updates: readonly ClientUpdate[],
  reduce: (sorted: Float64Array) => number,
): Float64Array {
  const length = commonLength(updates);
  const count = updates.length;
  const result = new Float64Array(length);
  const columns = Array.from({ length: BLOCK }, () => new Float64Array(count));
  for (let start = 0; start < length; start += BLOCK) {
    const width = Math.min(BLOCK, length - start);
    gather(updates, columns, start, width);
    for (let offset = 0; offset < width; offset += 1) {
      result[start + offset] = reduce(sorted(columns[offset] as Float64Array));
    }
  }
  return result;
}

/** The middle of sorted values, or the mean of the two middle ones. */
export function middleOf(values: Float64Array): number {
  const upper = values.length >> 1;
  const high = values[upper] as number;
  return values.length % 2 === 1 ? high : ((values[upper - 1] as number) + high) / 2;
}

function gather(
  updates: readonly ClientUpdate[],
  columns: readonly Float64Array[],
  start: number,
  width: number,
): void {
  for (let row = 0; row < updates.length; row += 1) {
    const { parameters } = updates[row] as ClientUpdate;
    for (let offset = 0; offset < width; offset += 1) {
      (columns[offset] as Float64Array)[row] = parameters[start + offset] as number;
    }
  }
}

function sorted(values: Float64Array): Float64Array {
  if (values.length > SMALL) {
    return values.sort();
  }
  for (let place = 1; place < values.length; place += 1) {
    const value = values[place] as number;
    let hole = place;
    for (; hole > 0 && (values[hole - 1] as number) > value; hole -= 1) {
      values[hole] = values[hole - 1] as number;
    }
    values[hole] = value;
  }
  return values;
}
