// SPDX-License-Identifier: Apache-2.0
import { at } from './at.js';
import { cholesky, solveCholesky } from './cholesky.js';

/** Keeps normal equations solvable where features are nearly alike; far below what any figure shows. */
const JITTER = 1e-10;

/** Sums for least squares: mean of x·xᵀ and of x·y. What a client could share without sharing a row. */
export interface NormalEquations {
  readonly size: number;
  readonly rows: number;
  /** `size`², row by row. */
  readonly gram: Float64Array;
  readonly moment: Float64Array;
}

/** The normal equations of rows of features (the first may be the constant 1) and their targets. */
export function normalEquations(rows: readonly ArrayLike<number>[], targets: ArrayLike<number>): NormalEquations {
  const size = rows[0]?.length ?? 0;
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  rows.forEach((row, index) => {
    for (let left = 0; left < size; left += 1) {
      moment[left] = at(moment, left) + (at(row, left) * at(targets, index)) / rows.length;
      for (let right = 0; right < size; right += 1) {
        const place = left * size + right;
        gram[place] = at(gram, place) + (at(row, left) * at(row, right)) / rows.length;
      }
    }
  });
  return { size, rows: rows.length, gram, moment };
}

/**
 * Least-squares weights w of y ≈ x·w, by the normal equations.
 * @throws RangeError if there are no rows.
 */
export function leastSquares(rows: readonly ArrayLike<number>[], targets: ArrayLike<number>): Float64Array {
  if (rows.length === 0) {
    throw new RangeError('rows: at least one');
  }
  const { size, gram, moment } = normalEquations(rows, targets);
  for (let place = 0; place < size; place += 1) {
    const diagonal = place * size + place;
    gram[diagonal] = at(gram, diagonal) * (1 + JITTER) + JITTER;
  }
  const lower = cholesky(gram, size);
  if (lower === undefined) {
    throw new RangeError('rows: finite features');
  }
  return solveCholesky(lower, size, moment);
}

/** Σ xᵢ·wᵢ. */
export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) {
    sum += at(left, index) * at(right, index);
  }
  return sum;
}
