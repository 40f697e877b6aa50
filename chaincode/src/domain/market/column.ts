// SPDX-License-Identifier: Apache-2.0

/** A column of numbers. */
export type Column = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** The number at an index that lies inside the column. */
export function at(column: Column, index: number): number {
  return column[index] ?? 0;
}
