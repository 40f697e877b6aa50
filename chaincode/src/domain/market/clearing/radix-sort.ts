// SPDX-License-Identifier: Apache-2.0

import { at } from '../column.js';
const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;

/**
 * Sorts `items` by their keys, ascending and stable, in place: least significant digit first, as many digits as the
 * largest key has. Both arrays have one length and are permuted together; keys are 0 to 2^32-1.
 */
export function radixSort(keys: Uint32Array, items: Int32Array): void {
  const largest = largestOf(keys);
  let from: Columns = { keys, items };
  let to: Columns = { keys: new Uint32Array(keys.length), items: new Int32Array(keys.length) };
  for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += DIGIT_BITS) {
    scatter(from, to, shift);
    [from, to] = [to, from];
  }
  if (from.keys !== keys) {
    keys.set(from.keys);
    items.set(from.items);
  }
}

interface Columns {
  readonly keys: Uint32Array;
  readonly items: Int32Array;
}

/** One pass: counts each digit, then copies every pair to its digit's next place. */
function scatter(from: Columns, to: Columns, shift: number): void {
  const next = new Uint32Array(BUCKETS + 1);
  const size = from.keys.length;
  for (let index = 0; index < size; index += 1) {
    const digit = (at(from.keys, index) >>> shift) & (BUCKETS - 1);
    next[digit + 1] = at(next, digit + 1) + 1;
  }
  for (let digit = 1; digit <= BUCKETS; digit += 1) {
    next[digit] = at(next, digit) + at(next, digit - 1);
  }
  for (let index = 0; index < size; index += 1) {
    const key = at(from.keys, index);
    const digit = (key >>> shift) & (BUCKETS - 1);
    const place = at(next, digit);
    to.keys[place] = key;
    to.items[place] = at(from.items, index);
    next[digit] = place + 1;
  }
}

function largestOf(keys: Uint32Array): number {
  let largest = 0;
  for (const key of keys) {
    largest = key > largest ? key : largest;
  }
  return largest;
}
