// SPDX-License-Identifier: Apache-2.0
import {
  correctedBy,
  estimateShare,
  learnVoltageSchedule,
  rootMeanSquare,
  trainSohModel,
  voltageAt,
  type FilteredBattery,
} from '@wattpass/twin';
import type { Benchmark } from '../benchmark.js';
import { parseFlags } from '../flags.js';
import { readAgeingCells, type CellRating } from '../soh/ageing-cells.js';
import { positiveNumber } from '../soh/positive-number.js';
import { rounded } from '../soh/score.js';
import { sohCell, type SohCell } from '../soh/soh-battery.js';
import { socErrors, type SocFaults } from './soc-run.js';
import { syntheticAgeingCells } from './synthetic-cells.js';

/** `npm run bench -- soc`. */
export const socBenchmark: Benchmark = {
  usage: '[--ageing DIR] [--rated-ah AH] [--nominal-volts V] [--end-volts V]',
  run: (args) => {
    const flags = parseFlags(args, {
      ageing: { type: 'string' },
      'rated-ah': { type: 'string', default: '2' },
      'nominal-volts': { type: 'string', default: '3.6' },
      'end-volts': { type: 'string', default: '2.7' },
    });
    const rating: CellRating = {
      ratedAmpHours: positiveNumber('--rated-ah', flags['rated-ah']),
      nominalVolts: positiveNumber('--nominal-volts', flags['nominal-volts']),
      endVolts: positiveNumber('--end-volts', flags['end-volts']),
    };
    const cells = flags.ageing === undefined ? syntheticAgeingCells(rating) : readAgeingCells(flags.ageing, rating);
    const found = measureSoc(
      cells.map((cell) => sohCell(cell, rating.ratedAmpHours)),
      rating,
    );
    return Promise.resolve({ benchmark: 'soc', cells: flags.ageing ?? 'generated', ...found });
  },
};

/** The faults the issue names: told 20 points too little at the start, or too much on the way. */
const scenarios: Readonly<Record<string, Omit<SocFaults, 'seed'>>> = {
  startsLow: { startError: -0.2, currentBias: 0.02, voltageNoise: 0.01, from: 1 },
  startsHigh: { startError: 0.2, currentBias: 0.02, voltageNoise: 0.01, from: 0.75 },
};

/** How the filter's table and capacity come about. */
const variants = ['ownHistory', 'otherCells', 'unaged'] as const;

type Variant = (typeof variants)[number];

/** Leave one cell out; the second half of each cell's discharges counts as aged. */
function measureSoc(cells: readonly SohCell[], rating: CellRating): object {
  const errors = new Map<string, number[]>();
  for (const held of cells) {
    const others = cells.filter((cell) => cell !== held);
    agedDischarges(held, others, rating, (index, batteries) => {
      const curve = held.cell.curves[index];
      for (const [scenario, faults] of Object.entries(scenarios)) {
        for (const variant of variants) {
          const found = curve === undefined ? [] : socErrors(curve, batteries[variant], { ...faults, seed: index });
          const key = `${variant}/${scenario}/${held.name}`;
          errors.set(key, [...(errors.get(key) ?? []), ...found]);
        }
      }
    });
  }
  const rmse = (variant: Variant, scenario: string): object => {
    const each = cells.map(({ name }) => 100 * rootMeanSquare(errors.get(`${variant}/${scenario}/${name}`) ?? []));
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    return {
      mean: rounded(mean),
      worst: rounded(Math.max(...each)),
      byCell: Object.fromEntries(cells.map(({ name }, index) => [name, rounded(each[index] ?? NaN)])),
    };
  };
  const table = Object.fromEntries(
    variants.map((variant) => [
      variant,
      Object.fromEntries(Object.keys(scenarios).map((scenario) => [scenario, rmse(variant, scenario)])),
    ]),
  );
  const pooled = (variant: Variant): number =>
    100 * rootMeanSquare([...errors].flatMap(([key, values]) => (key.startsWith(`${variant}/`) ? values : [])));
  return {
    unit: 'percent of the present capacity, root mean square after 10 minutes',
    faults: scenarios,
    rmse: rounded(pooled('ownHistory')),
    rmseOtherCellsOnly: rounded(pooled('otherCells')),
    ...table,
    baseline: { name: 'the same filter without ageing', rmse: rounded(pooled('unaged')) },
    ratioToBaseline: rounded(pooled('ownHistory') / pooled('unaged')),
  };
}

/**
 * Walks through a cell's life and hands over, before each aged discharge, what is known by then: nothing of the discharge
 * itself. Its capacity is the estimate from the discharge before, read as a partial one; its history the full ones before.
 */
function agedDischarges(
  held: SohCell,
  others: readonly SohCell[],
  rating: CellRating,
  visit: (index: number, batteries: Readonly<Record<Variant, FilteredBattery>>) => void,
): void {
  const schedule = learnVoltageSchedule(others.map(({ cell }) => cell));
  const model = trainSohModel(others);
  const { capacityAmpHours } = held.cell.reference;
  const { nominalVolts } = rating;
  let correction: Float64Array | undefined;
  held.cell.curves.forEach((curve, index) => {
    const reading = held.features[index - 1];
    const estimate = reading === undefined ? undefined : estimateShare(model, reading);
    if (estimate !== undefined && 2 * index >= held.cell.curves.length) {
      const share = estimate.expected;
      const ampHours = share * capacityAmpHours;
      visit(index, {
        ownHistory: { ampHours, nominalVolts, voltage: voltageAt(schedule, share, correction) },
        otherCells: { ampHours, nominalVolts, voltage: voltageAt(schedule, share) },
        unaged: { ampHours: capacityAmpHours, nominalVolts, voltage: voltageAt(schedule, 1) },
      });
    }
    correction = correctedBy(schedule, correction, curve, held.shares[index] ?? 1);
  });
}
