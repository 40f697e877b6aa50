// SPDX-License-Identifier: Apache-2.0
import type { Flag } from '../command-line/flags.js';
import { decimal, integer, path } from '../command-line/values.js';

/** Rated capacities: one for all cells, and exceptions by name. */
export interface RatedCapacities {
  readonly default: number;
  readonly byCell: ReadonlyMap<string, number>;
}

const DEFAULT_RATED = 2;

/** The flags of the battery-life scenario, wherever it runs. */
export const lifeFlags = {
  ageing: path('DIR', 'recorded cells, <cell>_discharge.csv; without it, generated ones'),
  'rated-ah': ratedCapacities(`rated capacity, or exceptions such as 2,B0099=1.1 (default ${DEFAULT_RATED})`),
  'end-of-life': decimal('SHARE', 'share of the rated capacity at which a first life ends (default 0.7)', 0.05, 1),
  'shock-threshold': integer('MILLIG', 'shock that the transport agreement allows (default 3000)', 1, 1_000_000),
  'maintenance-resistance-rise': decimal(
    'RISE',
    'rise of the resistance that calls for maintenance; 0.25 is a quarter (default 0.25)',
    0.01,
    100,
  ),
  cells: integer('N', 'how many cells to generate (default 3)', 1, 100),
  seed: integer(
    'N',
    'of what is generated: the same seed makes the same cells and the same trading (default 1)',
    0,
    4_294_967_295,
  ),
  'cycle-life': integer('N', 'cycles that a generated cell typically lasts (default 30)', 3, 5000),
};

/** What {@link lifeFlags} gave, defaults filled in. */
export interface LifeSettings {
  readonly ageing: string | undefined;
  readonly rated: RatedCapacities;
  readonly endOfLife: number;
  readonly shockThresholdMilliG: number;
  readonly maintenanceResistanceRise: number;
  readonly cells: number;
  readonly seed: number;
  readonly cycleLife: number;
}

type GivenLife = { readonly [N in keyof typeof lifeFlags]?: ReturnType<(typeof lifeFlags)[N]['read']> };

/** Fills in the defaults. */
export function lifeSettings(given: GivenLife): LifeSettings {
  return {
    ageing: given.ageing,
    rated: given['rated-ah'] ?? { default: DEFAULT_RATED, byCell: new Map() },
    endOfLife: given['end-of-life'] ?? 0.7,
    shockThresholdMilliG: given['shock-threshold'] ?? 3000,
    maintenanceResistanceRise: given['maintenance-resistance-rise'] ?? 0.25,
    cells: given.cells ?? 3,
    seed: given.seed ?? 1,
    cycleLife: given['cycle-life'] ?? 30,
  };
}

/** The rated capacity of a cell, Ah. */
export function ratedOf({ byCell, default: usual }: RatedCapacities, cell: string): number {
  return byCell.get(cell) ?? usual;
}

function ratedCapacities(help: string): Flag<RatedCapacities> {
  const read = (text: string): RatedCapacities => {
    const ratings = text.split(',').map(readRating);
    const cells = ratings.map(({ cell }) => cell);
    const twice = cells.find((cell, index) => cells.indexOf(cell) !== index);
    if (new Set(cells).size !== cells.length) {
      throw new Error(`${twice ?? 'the rating of all cells'}: once`);
    }
    return {
      default: ratings.find(({ cell }) => cell === undefined)?.ampHours ?? DEFAULT_RATED,
      byCell: new Map(ratings.flatMap(({ cell, ampHours }) => (cell === undefined ? [] : [[cell, ampHours] as const]))),
    };
  };
  return { value: 'AH[,CELL=AH]', help, read };
}

function readRating(part: string): { readonly cell: string | undefined; readonly ampHours: number } {
  const [, cell, amount] = /^(?:([A-Za-z0-9._-]+)=)?(\d+(?:\.\d+)?)$/.exec(part) ?? [];
  const ampHours = Number(amount ?? Number.NaN);
  if (!(ampHours >= 0.001 && ampHours <= 10_000)) {
    throw new Error(`AH or CELL=AH, from 0.001 to 10000 Ah, not "${part}"`);
  }
  return { cell, ampHours };
}
