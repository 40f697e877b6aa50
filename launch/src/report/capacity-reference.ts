// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A capacity as the laboratory states it. */
export interface ReferenceCapacity {
  readonly cycle: number;
  readonly capacityMicroampHours: number;
}

/** The laboratory's capacities by cell, or why they could not be read. */
export interface CapacityReference {
  readonly byCell: ReadonlyMap<string, readonly ReferenceCapacity[]>;
  readonly problem: string | null;
}

const FILE = 'capacity.csv';
const required = ['cell', 'cycle', 'capacity_ah'] as const;
const optional = ['discharge_end_s', 'coulomb_count_ah'];

type Row = ReferenceCapacity & { readonly cell: string };

/**
 * Reads `capacity.csv` beside the recordings, if it is there. Nothing but the report calls this, after all assessments
 * are on the ledger.
 */
export async function readCapacityReference(folder: string): Promise<CapacityReference> {
  const file = join(folder, FILE);
  const byCell = new Map<string, ReferenceCapacity[]>();
  if (!existsSync(file)) {
    return { byCell, problem: null };
  }
  let places: readonly number[] | undefined;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (places === undefined) {
      places = placesIn(line.split(','));
      if (places === undefined) {
        return unreadable(number, `the columns ${[...required, ...optional].join(', ')}`);
      }
      continue;
    }
    const row = rowOf(line.split(','), places);
    if (row === undefined) {
      return unreadable(number, 'a cell, a cycle from 1 and a capacity in Ah');
    }
    byCell.set(row.cell, [...(byCell.get(row.cell) ?? []), row]);
  }
  return { byCell, problem: null };
}

function unreadable(line: number, rule: string): CapacityReference {
  return { byCell: new Map(), problem: `${FILE}:${line}: ${rule}` };
}

function rowOf(fields: readonly string[], places: readonly number[]): Row | undefined {
  const [cell = '', cycle = '', capacity = ''] = places.map((place) => fields[place]);
  const isSound = cell !== '' && /^[1-9]\d*$/.test(cycle) && /^\d+(\.\d+)?$/.test(capacity);
  return isSound
    ? { cell, cycle: Number(cycle), capacityMicroampHours: Math.round(Number(capacity) * 1e6) }
    : undefined;
}

function placesIn(names: readonly string[]): number[] | undefined {
  const isKnown = names.every((name) => required.some((known) => known === name) || optional.includes(name));
  const places = required.map((name) => names.indexOf(name));
  return isKnown && !places.includes(-1) ? places : undefined;
}
