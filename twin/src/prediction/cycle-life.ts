// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { fitGaussianProcess, predictGaussianProcess, type GaussianProcess } from '../math/gaussian-process.js';
import { interpolate } from '../math/interpolate.js';
import { conformalWidth, type Interval } from './conformal.js';

/** How a cell's discharge capacity at each voltage changed between two early cycles, ΔQ(V) (Severson et al. 2019). */
export interface CapacityChange {
  /** V, falling. */
  readonly volts: Float64Array;
  /** Ah at each voltage; the last is the change of the whole capacity. */
  readonly ampHours: Float64Array;
}

/** A cell whose life is known. */
export interface LivedCell {
  readonly change: CapacityChange;
  /** Cycles until its end of life. */
  readonly cycles: number;
}

/** Predicts a cell's life from its early cycles. */
export interface CycleLifeModel {
  readonly volts: Float64Array;
  readonly means: Float64Array;
  readonly scales: Float64Array;
  readonly process: GaussianProcess;
  /** log₁₀ of true over predicted life, for cells left out. */
  readonly residuals: Float64Array;
  /** The most that any training cell's life times its early fade came to, Ah·cycles. */
  readonly greatestFade: number;
}

/** Features further than this many standard deviations from the training cells' mean count as this far. */
const FURTHEST = 2.5;

/**
 * Trains on cells of one kind. Features are the square roots of ΔQ(V) with its sign, standardised: roots, because
 * lives go with the orders of magnitude of ΔQ. The target is log₁₀ of the life, so that errors count in relation to it.
 * @throws RangeError if there are fewer than three cells.
 */
export function trainCycleLife(cells: readonly LivedCell[]): CycleLifeModel {
  const [first] = cells;
  if (first === undefined || cells.length < 3) {
    throw new RangeError('cells: at least three');
  }
  const { volts } = first.change;
  const raw = cells.map(({ change }) => rootsAt(volts, change));
  const column = (place: number): number[] => raw.map((row) => at(row, place));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = volts.map((_, place) => mean(column(place)));
  const scales = volts.map((_, place) => {
    const deviation = Math.sqrt(mean(column(place).map((value) => (value - at(means, place)) ** 2)));
    return deviation > 0 ? deviation : 1;
  });
  const rows = raw.map((row) => standardised(row, means, scales));
  const process = fitGaussianProcess(
    rows,
    cells.map(({ cycles }) => Math.log10(cycles)),
  );
  const greatestFade = Math.max(...cells.map(({ change, cycles }) => cycles * fadeOf(change)));
  return { volts, means, scales, process, residuals: process.leaveOneOut, greatestFade };
}

/**
 * The life of a cell, in cycles. A cell that has already lost much cannot live longer than its early fade allows,
 * whatever the curve's shape says: fade does not slow down past the first hundred cycles, it only gathers pace (see the
 * knee). The bound is the most that any training cell bore.
 * @param coverage Share of truths the interval should hold.
 */
export function predictCycleLife(model: CycleLifeModel, change: CapacityChange, coverage = 0.9): Interval {
  const features = standardised(rootsAt(model.volts, change), model.means, model.scales);
  const fade = fadeOf(change);
  const longest = fade > 0 ? model.greatestFade / fade : Infinity;
  const expected = Math.min(10 ** predictGaussianProcess(model.process, features), longest);
  const factor = 10 ** conformalWidth(model.residuals, coverage);
  return { low: expected / factor, expected, high: Math.min(expected * factor, Math.max(expected, longest)) };
}

/** What was lost of the whole capacity, Ah: minus the change at the lowest voltage. */
function fadeOf({ ampHours }: CapacityChange): number {
  return -at(ampHours, ampHours.length - 1);
}

function rootsAt(volts: Float64Array, change: CapacityChange): Float64Array {
  // Interpolation needs rising abscissae, and voltages fall.
  const negated = change.volts.map((voltage) => -voltage);
  return volts.map((voltage) => {
    const value = interpolate(negated, change.ampHours, -voltage);
    return Math.sign(value) * Math.sqrt(Math.abs(value));
  });
}

function standardised(row: Float64Array, means: Float64Array, scales: Float64Array): Float64Array {
  return row.map((value, place) =>
    Math.min(FURTHEST, Math.max(-FURTHEST, (value - at(means, place)) / at(scales, place))),
  );
}
