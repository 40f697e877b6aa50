// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import highs from 'highs';

/** Maximise gain · x with 0 <= x <= bound and, for each row, inflow = outflow. */
export interface Programme {
  readonly columns: readonly { readonly gain: number; readonly bound: number }[];
  /** For each row, the columns that enter it with +1 or -1. */
  readonly rows: readonly (readonly { readonly column: number; readonly sign: 1 | -1 }[])[];
}

/**
 * Solves many programmes with HiGHS as one of which each is a block, since a call costs more than a small programme.
 * @returns an optimal vertex for each, integers.
 */
export async function solveAll(programmes: readonly Programme[]): Promise<number[][]> {
  const solver = await loaded;
  const starts: number[] = [];
  const gains: string[] = [];
  const bounds: string[] = [];
  const rows: string[] = [];
  let start = 0;
  for (const programme of programmes) {
    starts.push(start);
    for (const [index, { gain, bound }] of programme.columns.entries()) {
      gains.push(`${gain < 0 ? '-' : '+'} ${Math.abs(gain)} x${start + index}`);
      bounds.push(` 0 <= x${start + index} <= ${bound}`);
    }
    for (const row of programme.rows.filter(({ length }) => length > 0)) {
      const terms = row.map(({ column, sign }) => `${sign < 0 ? '-' : '+'} x${start + column}`);
      rows.push(` r${rows.length}: ${terms.join(' ')} = 0`);
    }
    start += programme.columns.length;
  }
  if (start === 0) {
    return programmes.map(() => []);
  }
  const text = `Maximize\n obj: ${gains.join('\n ')}\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`;
  const { Status, Columns } = solver.solve(text);
  assert.equal(Status, 'Optimal');
  return programmes.map(({ columns }, block) =>
    columns.map((_, index) => {
      const value = (Columns[`x${starts[block]! + index}`] as { Primal: number }).Primal;
      const whole = Math.round(value);
      assert.ok(Math.abs(value - whole) < 1e-6, `a vertex of integers, not ${value}`);
      return whole;
    }),
  );
}

/** The package describes its CommonJS build, where the loader is the member `default`; its ES module is the loader's. */
const loaded = (highs as unknown as typeof highs.default)();
