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

/**
 * Reads `capacity.csv` beside the recordings, if it is there. Nothing but the report calls this, after all assessments
 * are on the ledger.
 */
export async function readCapacityReference(folder: string): Promise<CapacityReference> {
  const byCell = new Map<string, ReferenceCapacity[]>();
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    return { byCell, problem: null };
  }
  let places: number[] | undefined;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (places === undefined) {
      places = placesIn(line.split(','));
      if (places === undefined) {
        return { byCell: new Map(), problem: `${FILE}:1: columns ${[...required, ...optional].join(', ')}` };
      }
      continue;
    }
    const fields = line.split(',');
    const [cell = '', cycle = '', capacity = ''] = places.map((place) => fields[place]);
    if (cell === '' || !/^[1-9]\d*$/.test(cycle) || !(Number(capacity) >= 0) || capacity === '') {
      return { byCell: new Map(), problem: `${FILE}:${number}: a cell, a cycle from 1 and a capacity in Ah` };
    }
    const list = byCell.get(cell) ?? [];
    byCell.set(cell, list);
    list.push({ cycle: Number(cycle), capacityMicroampHours: Math.round(Number(capacity) * 1e6) });
  }
  return { byCell, problem: null };
}

function placesIn(names: readonly string[]): number[] | undefined {
  const isKnown = names.every((name) => required.some((known) => known === name) || optional.includes(name));
  const places = required.map((name) => names.indexOf(name));
  return isKnown && !places.includes(-1) ? places : undefined;
}
