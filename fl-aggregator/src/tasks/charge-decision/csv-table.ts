// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../../learning-error.js';

/** A table of text: rows of cells and where each named column stands. */
export interface CsvTable {
  /** Column names in lower case, by place. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads comma or semicolon separated text with a header (RFC 4180's quotes, not across lines). Empty lines are skipped.
 * @throws LearningError WRONG_FILE for no header or no rows.
 */
export function csvTable(text: string): CsvTable {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  if (header === undefined || lines.length === 0) {
    throw new LearningError('WRONG_FILE', 'file', 'a header and at least one row');
  }
  const separator = header.includes(';') && !header.includes(',') ? ';' : ',';
  return {
    columns: cellsOf(header, separator).map((name) => name.trim().toLowerCase()),
    rows: lines.map((line) => cellsOf(line, separator)),
  };
}

/**
 * The place of the first column whose name matches.
 * @throws LearningError WRONG_FILE naming what was looked for.
 */
export function columnOf({ columns }: CsvTable, pattern: RegExp, meaning: string): number {
  const place = columns.findIndex((name) => pattern.test(name));
  if (place < 0) {
    throw new LearningError('WRONG_FILE', 'header', `a column for ${meaning}, not only ${columns.join(', ')}`);
  }
  return place;
}

function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) {
    return line.split(separator);
  }
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (const letter of line) {
    if (letter === '"') {
      quoted = !quoted;
    } else if (letter === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += letter;
    }
  }
  return [...cells, cell];
}
