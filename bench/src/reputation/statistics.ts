// SPDX-License-Identifier: Apache-2.0

/** A mean with the half width of its 95 % interval (Student's t), over the runs that had a value. */
export interface Estimate {
  readonly mean: number;
  readonly half: number;
  readonly runs: number;
}

/** The mean of the values that are numbers. */
export function estimate(values: readonly number[]): Estimate {
  const known = values.filter((value) => !Number.isNaN(value));
  const runs = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / runs;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  return { mean, half: runs < 2 ? NaN : quantile(runs - 1) * Math.sqrt(variance / runs), runs };
}

/** Student's t at 97.5 % (expansion of Cornish and Fisher, good to 0.5 % from 9 degrees of freedom on). */
function quantile(freedom: number): number {
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
