// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Series } from '@wattpass/twin';

/** A file of measurements is no table of the columns needed. */
export class CyclingFileError extends Error {
  override readonly name = 'CyclingFileError';
  readonly code = 'INVALID_FILE';
}

/** The columns of a discharge file, in any order; others are not looked at. */
const columns = ['cycle', 'time_s', 'voltage_v', 'current_a', 'temperature_c'] as const;

/** A discharge as it stands in a file, unchecked; a value that is no number is NaN. */
export interface RawDischarge {
  readonly cycle: number;
  readonly series: Series;
}

/**
 * The discharges in a file, in the order of their cycles. Rows of one cycle need not stand together.
 * @throws CyclingFileError naming the file and the column that is missing or stands twice.
 */
export function readDischarges(file: string): RawDischarge[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const places = placesIn(lines[0] ?? '', file);
  const byCycle = new Map<number, number[][]>();
  for (const line of lines.slice(1).filter((text) => text.trim() !== '')) {
    const fields = line.split(',');
    const [cycle = NaN, ...values] = places.map((place) => numberOf(fields[place]));
    const rows = byCycle.get(cycle) ?? [];
    byCycle.set(cycle, rows);
    rows.push(values);
  }
  byCycle.delete(NaN); // a row without its cycle belongs to none
  return [...byCycle]
    .sort(([left], [right]) => left - right)
    .map(([cycle, rows]) => {
      const column = (place: number): Float64Array => Float64Array.from(rows, (row) => row[place] ?? NaN);
      return { cycle, series: { seconds: column(0), volts: column(1), amps: column(2), celsius: column(3) } };
    });
}

function placesIn(header: string, file: string): number[] {
  const names = header
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => name.trim());
  return columns.map((column) => {
    const place = names.indexOf(column);
    if (place < 0 || place !== names.lastIndexOf(column)) {
      throw new CyclingFileError(`${basename(file)}: column ${column} once, not in "${header.slice(0, 200)}"`);
    }
    return place;
  });
}

function numberOf(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? NaN : Number(text);
}
