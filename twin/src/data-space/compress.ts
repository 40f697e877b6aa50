// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { rowsOf, type Series } from './series.js';

/** The greatest error that compression may bring in, by column. */
export interface Tolerance {
  readonly volts: number;
  readonly amps: number;
  readonly celsius: number;
}

/**
 * Drops rows that linear interpolation between the rows kept gives back within the tolerance: at the edge, before a chunk is
 * sent. Ramer-Douglas-Peucker on all columns at once, with the deviation taken at the row's own instant; the first and
 * the last row stay.
 */
export function compress(series: Series, tolerance: Tolerance): Series {
  const count = series.seconds.length;
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const open: (readonly [number, number])[] = [[0, count - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const { row, excess } = worstBetween(series, tolerance, ...span);
    if (excess > 1) {
      kept[row] = 1;
      open.push([span[0], row], [row, span[1]]);
    }
  }
  return rowsOf(
    series,
    Array.from(series.seconds.keys()).filter((row) => kept[row] === 1),
  );
}

/** The row between two that the line through them misses most, in tolerances. */
function worstBetween(
  { seconds, volts, amps, celsius }: Series,
  tolerance: Tolerance,
  from: number,
  to: number,
): { readonly row: number; readonly excess: number } {
  let worst = { row: from, excess: 0 };
  for (let row = from + 1; row < to; row += 1) {
    const share = (at(seconds, row) - at(seconds, from)) / (at(seconds, to) - at(seconds, from));
    const off = (column: Float64Array): number =>
      Math.abs(at(column, from) + share * (at(column, to) - at(column, from)) - at(column, row));
    const excess = Math.max(off(volts) / tolerance.volts, off(amps) / tolerance.amps, off(celsius) / tolerance.celsius);
    worst = excess > worst.excess ? { row, excess } : worst;
  }
  return worst;
}
