// SPDX-License-Identifier: Apache-2.0
import { commonLength, type ClientUpdate } from './client-update.js';

/** Rows added in one pass over the sum, so that the sum is read and written once for all of them. */
const ROWS = 4;

/**
 * The mean of the updates weighted by their examples, Σ nᵢwᵢ / Σ nᵢ (McMahan et al., AISTATS 2017, algorithm 1). Each
 * coordinate is summed in the order given.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function fedAvg(updates: readonly ClientUpdate[]): Float64Array {
  const sum = new Float64Array(commonLength(updates));
  let examples = 0;
  for (let first = 0; first < updates.length; first += ROWS) {
    const rows = updates.slice(first, first + ROWS);
    addRows(sum, rows);
    examples += rows.reduce((total, row) => total + row.examples, 0);
  }
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) / examples;
  }
  return sum;
}

function addRows(sum: Float64Array, rows: readonly ClientUpdate[]): void {
  const [a, b, c, d] = rows;
  if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
    addFour(sum, a, b, c, d);
    return;
  }
  for (const { parameters, examples } of rows) {
    for (let place = 0; place < sum.length; place += 1) {
      sum[place] = (sum[place] as number) + (parameters[place] as number) * examples;
    }
  }
}

/** Left to right, so that the result is the same to the bit as one row at a time. */
function addFour(sum: Float64Array, a: ClientUpdate, b: ClientUpdate, c: ClientUpdate, d: ClientUpdate): void {
  const [one, two, three, four] = [a.parameters, b.parameters, c.parameters, d.parameters];
  const [w1, w2, w3, w4] = [a.examples, b.examples, c.examples, d.examples];
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] =
      (sum[place] as number) +
      (one[place] as number) * w1 +
      (two[place] as number) * w2 +
      (three[place] as number) * w3 +
      (four[place] as number) * w4;
  }
}
