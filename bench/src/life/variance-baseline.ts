// SPDX-License-Identifier: Apache-2.0
import { dot, leastSquares, type CapacityChange, type LivedCell } from '@wattpass/twin';

/** The published baseline: log₁₀ of the life as a straight line of log₁₀ of ΔQ's variance (Severson et al. 2019). */
export function trainVarianceModel(cells: readonly LivedCell[]): (change: CapacityChange) => number {
  const weights = leastSquares(
    cells.map(({ change }) => rowOf(change)),
    cells.map(({ cycles }) => Math.log10(cycles)),
  );
  return (change) => 10 ** dot(rowOf(change), weights);
}

function rowOf({ ampHours }: CapacityChange): Float64Array {
  const mean = ampHours.reduce((sum, value) => sum + value, 0) / ampHours.length;
  const variance = ampHours.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ampHours.length;
  return Float64Array.of(1, Math.log10(variance));
}
