// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LivedCell } from '@wattpass/twin';
import { UsageError } from '../flags.js';

/** A cell as the table states it. */
export interface TableCell extends LivedCell {
  readonly split: string;
  readonly name: string;
}

/** The cells of a table, and what became of the rows. */
export interface DeltaQTable {
  readonly cells: readonly TableCell[];
  /** Rows left out, by code. */
  readonly refused: Readonly<Record<string, number>>;
}

interface Columns {
  readonly split: number;
  readonly cell: number;
  readonly life: number;
  /** Places and voltages of the curve, from the highest voltage to the lowest. */
  readonly curve: readonly { readonly place: number; readonly volts: number }[];
}

const VOLTAGE_COLUMN = /^v(\d+(?:\.\d+)?)$/;
/** No lithium cell works above this voltage: larger ones are millivolts. */
const GREATEST_VOLTS = 6;

/**
 * The first CSV file in a folder with columns `split`, `cell`, `cycle_life` and ΔQ in Ah at voltages `v<volts>`, in any
 * order. Rows with values that are no numbers, an impossible life or change, and repeated cells are left out and counted.
 * @param ratedAmpHours No ΔQ is larger than the cell.
 * @throws UsageError naming the file and the rule.
 */
export function readDeltaQ(folder: string, ratedAmpHours: number): DeltaQTable {
  const file = tableIn(folder);
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const columns = columnsOf(lines[0] ?? '', basename(file));
  const cells = new Map<string, TableCell>();
  const refused: Record<string, number> = {};
  for (const line of lines.slice(1).filter((text) => text.trim() !== '')) {
    const code = take(cells, cellOf(line.split(','), columns, ratedAmpHours));
    if (code !== undefined) {
      refused[code] = (refused[code] ?? 0) + 1;
    }
  }
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  if (refusals > cells.size) {
    throw new UsageError(`--ageing: ${basename(file)}: most rows are refused, ${JSON.stringify(refused)}`);
  }
  return { cells: [...cells.values()], refused };
}

/** Adds a row's cell; the code of the rule that the row breaks, if it breaks one. */
function take(cells: Map<string, TableCell>, cell: TableCell | string): string | undefined {
  if (typeof cell === 'string') {
    return cell;
  }
  const key = `${cell.split}/${cell.name}`;
  if (cells.has(key)) {
    return 'REPEATED';
  }
  cells.set(key, cell);
  return undefined;
}

function tableIn(folder: string): string {
  try {
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name);
      if (name.endsWith('.csv') && /(^|,)"?cycle_life/.test(readFileSync(file, 'utf8').slice(0, 10_000))) {
        return file;
      }
    }
  } catch (error) {
    throw new UsageError(`--ageing: a folder that can be read (${(error as Error).message})`);
  }
  throw new UsageError('--ageing: a folder with a CSV file that has a column cycle_life');
}

function columnsOf(header: string, file: string): Columns {
  const names = header.split(',').map((name) => name.trim());
  const placeOf = (name: string): number => {
    const place = names.indexOf(name);
    if (place < 0) {
      throw new UsageError(`--ageing: ${file}: column ${name} is missing`);
    }
    return place;
  };
  const curve = names
    .flatMap((name, place) => {
      const [, volts] = VOLTAGE_COLUMN.exec(name) ?? [];
      return volts === undefined ? [] : [{ place, volts: Number(volts) }];
    })
    .sort((left, right) => right.volts - left.volts);
  const highest = curve[0]?.volts ?? 0;
  if (curve.length < 10 || highest > GREATEST_VOLTS) {
    throw new UsageError(`--ageing: ${file}: at least 10 columns v<volts>, below ${GREATEST_VOLTS} V`);
  }
  return { split: placeOf('split'), cell: placeOf('cell'), life: placeOf('cycle_life'), curve };
}

/** The cell in a row, or the code of the rule it breaks. */
function cellOf(fields: readonly string[], columns: Columns, ratedAmpHours: number): TableCell | string {
  const number = (place: number): number => (fields[place]?.trim() ? Number(fields[place]) : NaN);
  const cycles = number(columns.life);
  const ampHours = Float64Array.from(columns.curve, ({ place }) => number(place));
  if (!Number.isFinite(cycles) || !ampHours.every(Number.isFinite)) {
    return 'NOT_FINITE';
  }
  if (cycles <= 0) {
    return 'LIFE_RANGE';
  }
  if (ampHours.some((change) => Math.abs(change) > ratedAmpHours)) {
    return 'UNIT_CHARGE';
  }
  const volts = Float64Array.from(columns.curve, (column) => column.volts);
  return {
    split: fields[columns.split]?.trim() ?? '',
    name: fields[columns.cell]?.trim() ?? '',
    cycles,
    change: { volts, ampHours },
  };
}
