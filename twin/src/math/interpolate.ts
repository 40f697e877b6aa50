// SPDX-License-Identifier: Apache-2.0
import { at } from './at.js';

/**
 * The value at `x` on the line through points with rising `xs`; the first or last value outside them.
 * @returns NaN if there are no points.
 */
export function interpolate(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  const last = xs.length - 1;
  if (x <= at(xs, 0)) {
    return at(ys, 0);
  }
  if (x >= at(xs, last)) {
    return at(ys, last);
  }
  const place = placeOf(xs, x);
  const [left, right] = [at(xs, place), at(xs, place + 1)];
  return at(ys, place) + ((at(ys, place + 1) - at(ys, place)) * (x - left)) / (right - left);
}

/** Index of the last point not right of `x`, by bisection; `x` lies within the points. */
function placeOf(xs: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(xs, middle) <= x) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The value at `share` (0 to 1) of a table whose nodes lie evenly from 0 to 1; its ends outside. */
export function onEvenGrid(table: ArrayLike<number>, share: number): number {
  const last = table.length - 1;
  const place = Math.min(last, Math.max(0, share * last));
  const below = Math.min(last - 1, Math.floor(place));
  const low = at(table, below);
  return low + (at(table, below + 1) - low) * (place - below);
}

/** `count` numbers evenly from 0 to 1, both included. */
export function evenGrid(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => index / (count - 1));
}
