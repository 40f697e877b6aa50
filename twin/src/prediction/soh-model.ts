// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { dot, leastSquares } from '../math/least-squares.js';
import { rootMeanSquare } from '../math/quantile.js';
import { median } from '../median.js';
import { conformalWidth, type Interval } from './conformal.js';
import { SOH_DEPTHS, type SohFeatures } from './soh-features.js';

/** One battery's discharges for training: what partial readings showed, and the capacity found by the full discharge. */
export interface SohBattery {
  readonly features: readonly SohFeatures[];
  /** Capacity over that of the battery's own reference, by discharge. */
  readonly shares: Float64Array;
}

/** Weights by depth, of the features to the share of the reference capacity. */
export type SohWeights = readonly Float64Array[];

/** A trained estimator. Plain data: it can be stored, hashed, averaged with others of its shape. */
export interface SohModel {
  readonly weights: SohWeights;
  /** How far each depth's estimate is trusted: one over its mean squared error on batteries it was not trained on. */
  readonly trust: Float64Array;
  /** Errors of the fused estimate on batteries it was not trained on, by the deepest depth read. */
  readonly residuals: readonly Float64Array[];
}

/** Fits each depth by least squares on all rows of all batteries: the centralised training. A depth no row reached stays empty. */
export function fitWeights(batteries: readonly SohBattery[]): SohWeights {
  return SOH_DEPTHS.map((_, depth) => {
    const { rows, shares } = rowsAt(batteries, depth);
    return rows.length === 0 ? new Float64Array() : leastSquares(rows, shares);
  });
}

/** The feature rows of batteries at one depth, with the shares that belong to them. */
export function rowsAt(
  batteries: readonly SohBattery[],
  depth: number,
): { readonly rows: Float64Array[]; readonly shares: number[] } {
  const rows: Float64Array[] = [];
  const shares: number[] = [];
  for (const battery of batteries) {
    battery.features.forEach((reading, index) => {
      const row = reading[depth];
      if (row !== undefined) {
        rows.push(row);
        shares.push(at(battery.shares, index));
      }
    });
  }
  return { rows, shares };
}

/**
 * Trains an estimator, holding out each battery once to learn how far to trust it on another battery. With a single
 * battery there is nothing to hold out, and its own errors stand in, which makes the intervals too narrow.
 *
 * @param fit How weights come about; {@link fitWeights} by default, a federation's rounds otherwise.
 */
export function trainSohModel(
  batteries: readonly SohBattery[],
  fit: (batteries: readonly SohBattery[]) => SohWeights = fitWeights,
): SohModel {
  const held = batteries.map((battery) => ({
    battery,
    weights: fit(batteries.length < 2 ? batteries : batteries.filter((other) => other !== battery)),
  }));
  const trust = Float64Array.from(SOH_DEPTHS, (_, depth) => trustAt(held, depth));
  const residuals = SOH_DEPTHS.map((_, depth) =>
    Float64Array.from(held.flatMap(({ battery, weights }) => fusedErrors(battery, weights, trust, depth))),
  );
  return { weights: fit(batteries), trust, residuals };
}

interface HeldOut {
  readonly battery: SohBattery;
  /** Trained without that battery. */
  readonly weights: SohWeights;
}

/** One over the median of the batteries' mean squared errors, so that one odd battery does not decide. */
function trustAt(held: readonly HeldOut[], depth: number): number {
  const squares = held.flatMap(({ battery, weights }) => {
    const { rows, shares } = rowsAt([battery], depth);
    const own = weights[depth] ?? [];
    return rows.length === 0 || own.length === 0
      ? []
      : rootMeanSquare(rows.map((row, index) => dot(row, own) - at(shares, index))) ** 2;
  });
  const usual = median(squares);
  return usual === undefined ? 0 : 1 / Math.max(usual, Number.EPSILON);
}

/** Errors of the estimates fused from the depths up to one, for the discharges that reached it. */
function fusedErrors(battery: SohBattery, weights: SohWeights, trust: Float64Array, depth: number): number[] {
  return battery.features.flatMap((reading, index) => {
    const share = reading[depth] === undefined ? undefined : fusedShare(weights, trust, reading.slice(0, depth + 1));
    return share === undefined ? [] : share - at(battery.shares, index);
  });
}

/** The mean of the depths' estimates, weighted by trust; undefined if no depth was reached. */
export function fusedShare(weights: SohWeights, trust: Float64Array, reading: SohFeatures): number | undefined {
  let [sum, total] = [0, 0];
  reading.forEach((row, depth) => {
    const own = weights[depth];
    if (row !== undefined && own !== undefined && own.length > 0) {
      sum += at(trust, depth) * dot(row, own);
      total += at(trust, depth);
    }
  });
  return total > 0 ? sum / total : undefined;
}

/**
 * Capacity as a share of the battery's reference, from a partial discharge.
 * @param coverage Share of truths the interval should hold.
 * @returns undefined if the discharge did not reach the first depth.
 */
export function estimateShare(model: SohModel, reading: SohFeatures, coverage = 0.9): Interval | undefined {
  const expected = fusedShare(model.weights, model.trust, reading);
  const deepest = reading.findLastIndex((row) => row !== undefined);
  if (expected === undefined) {
    return undefined;
  }
  const width = conformalWidth(model.residuals[deepest] ?? [], coverage);
  return { low: expected - width, expected, high: expected + width };
}
