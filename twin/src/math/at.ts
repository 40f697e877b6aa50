// SPDX-License-Identifier: Apache-2.0

/** The value at an index; NaN outside, so that a slip shows in the result instead of passing as 0. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? NaN;
}
