// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  cleanSeries,
  columnsOfSeries,
  DataSpaceError,
  dischargeCurve,
  referenceCurve,
  type DischargeCurve,
  type ReferenceCurve,
  type Repairs,
} from '@wattpass/twin';
import { UsageError } from '../flags.js';
import { CyclingFileError, readDischarges, type RawDischarge } from './cycling-rows.js';

/** What is rated of the cells in a folder. */
export interface CellRating {
  readonly ratedAmpHours: number;
  readonly nominalVolts: number;
  /** A capacity is the charge down to this voltage. */
  readonly endVolts: number;
}

/** A cell with its full discharges, oldest first. */
export interface AgeingCell {
  readonly name: string;
  readonly cycles: readonly number[];
  readonly curves: readonly DischargeCurve[];
  readonly reference: ReferenceCurve;
  readonly intake: Intake;
}

/** What came in and what became of it, for the report. */
export interface Intake {
  readonly discharges: number;
  /** Discharges that were refused, by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Rows repaired in the others, by kind. */
  readonly repairs: Repairs;
}

const SUFFIX = '_discharge.csv';
const noRepairs: Repairs = {
  notFinite: 0,
  outOfRange: 0,
  disordered: 0,
  repeated: 0,
  conflicting: 0,
  spikes: 0,
  gaps: 0,
};

/**
 * The cells of a folder of `<cell>_discharge.csv`, cleaned.
 * @throws UsageError if there are none, or a file is no such table, or a cell has no full discharge.
 */
export function readAgeingCells(folder: string, rating: CellRating): AgeingCell[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  } catch (error) {
    throw new UsageError(`--ageing: a folder that can be read (${(error as Error).message})`);
  }
  if (names.length === 0) {
    throw new UsageError(`--ageing: a folder with files <cell>${SUFFIX}`);
  }
  return names.sort().map((name) => ageingCell(join(folder, name), name.slice(0, -SUFFIX.length), rating));
}

function ageingCell(file: string, name: string, rating: CellRating): AgeingCell {
  const raw = readRaw(file);
  const kept: { readonly cycle: number; readonly curve: DischargeCurve }[] = [];
  const refused: Record<string, number> = {};
  let repairs = noRepairs;
  for (const { cycle, series } of raw) {
    try {
      const clean = cleanSeries(series, rating);
      const curve = dischargeCurve(columnsOfSeries(clean.series), ratedOf(rating));
      repairs = sumOf(repairs, clean.repairs);
      if (curve?.isFull === true) {
        kept.push({ cycle, curve });
      } else {
        refused['NOT_FULL'] = (refused['NOT_FULL'] ?? 0) + 1;
      }
    } catch (error) {
      if (!(error instanceof DataSpaceError)) {
        throw error;
      }
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
  }
  const curves = kept.map(({ curve }) => curve);
  const reference = referenceCurve(curves);
  if (reference === undefined) {
    throw new UsageError(`--ageing: ${name} has no full discharge to ${rating.endVolts} V: ${JSON.stringify(refused)}`);
  }
  const cycles = kept.map(({ cycle }) => cycle);
  return { name, cycles, curves, reference, intake: { discharges: raw.length, refused, repairs } };
}

function readRaw(file: string): RawDischarge[] {
  try {
    return readDischarges(file);
  } catch (error) {
    throw error instanceof CyclingFileError ? new UsageError(`--ageing: ${error.message}`) : error;
  }
}

/** The rating in the integers of the twin. */
export function ratedOf({ ratedAmpHours, nominalVolts, endVolts }: CellRating): Parameters<typeof dischargeCurve>[1] {
  return {
    capacityMicroampHours: Math.round(ratedAmpHours * 1e6),
    nominalMicrovolts: Math.round(nominalVolts * 1e6),
    endOfDischargeMicrovolts: Math.round(endVolts * 1e6),
  };
}

function sumOf(left: Repairs, right: Repairs): Repairs {
  const sum = (kind: keyof Repairs): readonly [keyof Repairs, number] => [kind, left[kind] + right[kind]];
  return Object.fromEntries((Object.keys(noRepairs) as (keyof Repairs)[]).map(sum)) as unknown as Repairs;
}
