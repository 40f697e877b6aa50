// SPDX-License-Identifier: Apache-2.0
import { coverageOf, estimateShare, rootMeanSquare, SOH_DEPTHS, type Interval, type SohModel } from '@wattpass/twin';
import type { SohCell } from './soh-battery.js';

/** How estimates of one cell compare with its full discharges; errors in percentage points of the rated capacity. */
export interface Score {
  readonly rmse: number;
  readonly bias: number;
  readonly greatest: number;
  /** Share of truths inside the 90 % interval. */
  readonly coverage: number;
  /** Mean half width of the interval. */
  readonly halfWidth: number;
  readonly discharges: number;
}

/** Scores a model on a cell it was not trained on, when discharges are read down to one of `SOH_DEPTHS`. */
export function scoreModel(model: SohModel, cell: SohCell, depth: number = SOH_DEPTHS.length - 1): Score {
  const pairs = cell.features.flatMap((reading, index) => {
    const estimate = estimateShare(model, reading.slice(0, depth + 1));
    return estimate === undefined ? [] : [{ estimate, truth: cell.shares[index] ?? NaN }];
  });
  return scoreOf(
    pairs.map(({ estimate }) => estimate),
    pairs.map(({ truth }) => truth),
    100 * cell.scale,
  );
}

/** Scores intervals against truths, both times `scale`. */
export function scoreOf(estimates: readonly Interval[], truths: readonly number[], scale: number): Score {
  const errors = estimates.map(({ expected }, index) => (expected - (truths[index] ?? NaN)) * scale);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    rmse: rootMeanSquare(errors),
    bias: mean(errors),
    greatest: Math.max(...errors.map(Math.abs)),
    coverage: coverageOf(estimates, truths),
    halfWidth: mean(estimates.map(({ low, high }) => ((high - low) / 2) * scale)),
    discharges: errors.length,
  };
}

/** Rounded for the report. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
