// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { leastSquares, dot } from '../math/least-squares.js';

/** Where a capacity begins to fall faster. */
export interface Knee {
  readonly cycle: number;
  /** Change per cycle before and after. */
  readonly slopes: readonly [number, number];
  /** How much of the squared error of one straight line the bend explains, 0 to 1. */
  readonly explained: number;
}

/** A bend that explains less of the error is none. */
const LEAST_EXPLAINED = 0.5;
/** Each arm of the bend holds at least this share of the points. */
const LEAST_ARM = 0.1;

/**
 * The knee of a capacity curve: two straight lines that meet, y = a + b·x + c·max(0, x − knee), the best over all points as
 * knee by least squares (the sharp case of Bacon and Watts 1971, as Fermín-Cueto et al. 2020 use it).
 * @returns undefined for fewer than ten points, or unless the second line falls faster and the bend explains half of
 *   what one line leaves.
 */
export function findKnee(cycles: ArrayLike<number>, capacities: ArrayLike<number>): Knee | undefined {
  const count = cycles.length;
  const arm = Math.max(3, Math.ceil(LEAST_ARM * count));
  if (count < 10) {
    return undefined;
  }
  const straight = lineThrough(cycles, capacities);
  let best: { readonly cycle: number; readonly weights: Float64Array; readonly error: number } | undefined;
  for (let place = arm; place < count - arm; place += 1) {
    const bent = lineThrough(cycles, capacities, at(cycles, place));
    best = best === undefined || bent.error < best.error ? { cycle: at(cycles, place), ...bent } : best;
  }
  if (best === undefined || straight.error === 0) {
    return undefined;
  }
  const explained = 1 - best.error / straight.error;
  const [before, bend] = [at(best.weights, 1), at(best.weights, 2)];
  return bend < 0 && explained >= LEAST_EXPLAINED
    ? { cycle: best.cycle, slopes: [before, before + bend], explained }
    : undefined;
}

function lineThrough(
  cycles: ArrayLike<number>,
  capacities: ArrayLike<number>,
  knee = Infinity,
): { readonly weights: Float64Array; readonly error: number } {
  const rows = Array.from(cycles, (cycle) =>
    knee === Infinity ? Float64Array.of(1, cycle) : Float64Array.of(1, cycle, Math.max(0, cycle - knee)),
  );
  const weights = leastSquares(rows, capacities);
  const error = rows.reduce((sum, row, index) => sum + (dot(row, weights) - at(capacities, index)) ** 2, 0);
  return { weights, error };
}
