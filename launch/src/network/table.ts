// SPDX-License-Identifier: Apache-2.0

/** Rows of words as lines with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((known, row) => {
    row.forEach((word, i) => {
      known[i] = Math.max(known[i] ?? 0, word.length);
    });
    return known;
  }, []);
  return rows
    .map((row) =>
      row
        .map((word, i) => word.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
