// SPDX-License-Identifier: Apache-2.0
import { at } from './at.js';
import { cholesky, invertCholesky, solveCholesky } from './cholesky.js';
import { dot } from './least-squares.js';
import { nelderMead } from './nelder-mead.js';

/**
 * A Gaussian process whose kernel is a straight line plus a smooth departure from it:
 * k(x, x′) = a²·x·x′/d + b²·exp(−‖x − x′‖²/(2·l²·d)) + c²·[same row], d features (Rasmussen and Williams 2006, ch. 4–5).
 */
export interface GaussianProcess {
  /** ln a, ln b, ln l, ln c. */
  readonly logScales: Float64Array;
  /** Mean of the targets, which the process departs from. */
  readonly mean: number;
  readonly rows: readonly Float64Array[];
  /** K⁻¹·(y − mean). */
  readonly weights: Float64Array;
  /** Each training target minus what the others predict for it, in closed form. */
  readonly leaveOneOut: Float64Array;
}

const ITERATIONS = 150;
/** a, b, l and c to begin with, for features of the size of one and targets of the size of 0.1 to 1. */
const START = [0.2, 0.2, 3, 0.05].map(Math.log);
/** Keeps scales within a factor of 10⁴ of their start by a weak pull, where the data say nothing of them. */
const PULL = 0.01;

/**
 * Fits a process by maximum marginal likelihood.
 * @param rows Features, standardised.
 * @throws RangeError if there are fewer than three rows, or features that are not finite.
 */
export function fitGaussianProcess(rows: readonly Float64Array[], targets: ArrayLike<number>): GaussianProcess {
  if (rows.length < 3) {
    throw new RangeError('rows: at least three');
  }
  const mean = Array.from(targets).reduce((sum, value) => sum + value, 0) / rows.length;
  const centred = Float64Array.from(targets, (value) => value - mean);
  const logScales = nelderMead((scales) => negativeLogLikelihood(rows, centred, scales), START, 0.5, ITERATIONS);
  const lower = cholesky(kernelMatrix(rows, logScales), rows.length);
  if (lower === undefined) {
    throw new RangeError('rows: finite features');
  }
  const weights = solveCholesky(lower, rows.length, centred);
  const inverse = invertCholesky(lower, rows.length);
  const leaveOneOut = weights.map((weight, row) => weight / at(inverse, row * rows.length + row));
  return { logScales, mean, rows, weights, leaveOneOut };
}

/** The process's mean at new features. */
export function predictGaussianProcess(process: GaussianProcess, features: Float64Array): number {
  return (
    process.mean +
    dot(
      process.rows.map((row) => kernel(row, features, process.logScales)),
      process.weights,
    )
  );
}

function kernel(left: Float64Array, right: Float64Array, logScales: Float64Array): number {
  const [linear, smooth, length] = [at(logScales, 0), at(logScales, 1), at(logScales, 2)].map(Math.exp) as [
    number,
    number,
    number,
  ];
  let [product, distance] = [0, 0];
  for (let place = 0; place < left.length; place += 1) {
    product += at(left, place) * at(right, place);
    distance += (at(left, place) - at(right, place)) ** 2;
  }
  const size = left.length;
  return (linear ** 2 * product) / size + smooth ** 2 * Math.exp(-distance / (2 * length ** 2 * size));
}

function kernelMatrix(rows: readonly Float64Array[], logScales: Float64Array): Float64Array {
  const size = rows.length;
  const matrix = new Float64Array(size * size);
  const noise = Math.exp(at(logScales, 3)) ** 2;
  rows.forEach((left, row) => {
    for (let column = 0; column <= row; column += 1) {
      const value = kernel(left, rows[column] ?? left, logScales) + (row === column ? noise : 0);
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
  });
  return matrix;
}

function negativeLogLikelihood(rows: readonly Float64Array[], centred: Float64Array, logScales: Float64Array): number {
  const lower = cholesky(kernelMatrix(rows, logScales), rows.length);
  if (lower === undefined) {
    return Infinity;
  }
  const weights = solveCholesky(lower, rows.length, centred);
  let logDeterminant = 0;
  for (let row = 0; row < rows.length; row += 1) {
    logDeterminant += Math.log(at(lower, row * rows.length + row));
  }
  const pull = logScales.reduce((sum, value, place) => sum + (value - (START[place] ?? 0)) ** 2, 0);
  return dot(centred, weights) / 2 + logDeterminant + PULL * pull;
}
