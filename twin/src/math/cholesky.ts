// SPDX-License-Identifier: Apache-2.0
import { at } from './at.js';

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix A = L·Lᵀ, row by row.
 * @param matrix `size`² values, row by row; only the lower triangle is read.
 * @returns undefined if the matrix is not positive definite.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(matrix, row * size + column);
      for (let inner = 0; inner < column; inner += 1) {
        sum -= at(lower, row * size + inner) * at(lower, column * size + inner);
      }
      if (row === column && !(sum > 0)) {
        return undefined;
      }
      lower[row * size + column] = row === column ? Math.sqrt(sum) : sum / at(lower, column * size + column);
    }
  }
  return lower;
}

/** Solves A·x = b with the factor of {@link cholesky}: forward, then backward substitution. */
export function solveCholesky(lower: Float64Array, size: number, right: ArrayLike<number>): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let inner = 0; inner < row; inner += 1) {
      solution[row] = at(solution, row) - at(lower, row * size + inner) * at(solution, inner);
    }
    solution[row] = at(solution, row) / at(lower, row * size + row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let inner = row + 1; inner < size; inner += 1) {
      solution[row] = at(solution, row) - at(lower, inner * size + row) * at(solution, inner);
    }
    solution[row] = at(solution, row) / at(lower, row * size + row);
  }
  return solution;
}

/** The inverse of A from its factor. */
export function invertCholesky(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    inverse.set(solveCholesky(lower, size, unit), column * size); // symmetric, so a column may stand as a row
  }
  return inverse;
}
