// SPDX-License-Identifier: Apache-2.0
import { median } from '../median.js';
import { at } from './at.js';

/** Turns a median absolute deviation into a standard deviation where the values are normally distributed. */
export const MAD_TO_SIGMA = 1.4826;

/**
 * The quantile of values by linear interpolation between order statistics (Hyndman and Fan's type 7, numpy's default).
 * @returns NaN for no values.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const below = Math.min(Math.max(0, sorted.length - 2), Math.floor(place));
  const low = at(sorted, below);
  return sorted.length < 2 ? low : low + (at(sorted, below + 1) - low) * (place - below);
}

/** A robust mean and standard deviation: the median, and the median absolute deviation scaled by {@link MAD_TO_SIGMA}. */
export function robustMoments(values: ArrayLike<number>): { readonly centre: number; readonly sigma: number } {
  const centre = median(values) ?? NaN;
  const deviations = Array.from(values, (value) => Math.abs(value - centre));
  return { centre, sigma: MAD_TO_SIGMA * (median(deviations) ?? NaN) };
}

/** Root mean square; NaN for no values. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += at(values, index) ** 2;
  }
  return Math.sqrt(sum / values.length);
}
