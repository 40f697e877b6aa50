// SPDX-License-Identifier: Apache-2.0
import { SOH_DEPTHS, trainSohModel } from '@wattpass/twin';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError } from '../flags.js';
import { readAgeingCells, type CellRating } from './ageing-cells.js';
import { federatedTrial } from './federated-trial.js';
import { baselineError } from './one-feature-baseline.js';
import { positiveNumber } from './positive-number.js';
import { rounded, scoreModel, type Score } from './score.js';
import { sohCell, type SohCell } from './soh-battery.js';

/** `npm run bench -- soh`. */
export const sohBenchmark: Benchmark = {
  usage: '--ageing DIR [--rated-ah AH] [--nominal-volts V] [--end-volts V]',
  run: (args) => {
    const flags = parseFlags(args, {
      ageing: { type: 'string' },
      'rated-ah': { type: 'string', default: '2' },
      'nominal-volts': { type: 'string', default: '3.6' },
      'end-volts': { type: 'string', default: '2.7' },
    });
    if (flags.ageing === undefined) {
      throw new UsageError('--ageing: a folder of <cell>_discharge.csv');
    }
    const rating: CellRating = {
      ratedAmpHours: positiveNumber('--rated-ah', flags['rated-ah']),
      nominalVolts: positiveNumber('--nominal-volts', flags['nominal-volts']),
      endVolts: positiveNumber('--end-volts', flags['end-volts']),
    };
    return Promise.resolve(measureSoh(flags.ageing, rating));
  },
};

/**
 * State of health from partial discharges, leave one cell out: trained on the other cells, judged on every discharge of
 * the cell held out. What a cell gives of its own is its reference, its first five full discharges, as at commissioning.
 */
function measureSoh(folder: string, rating: CellRating): unknown {
  const cells = readAgeingCells(folder, rating).map((cell) => sohCell(cell, rating.ratedAmpHours));
  if (cells.length < 2) {
    throw new UsageError('--ageing: at least two cells, so that one can be held out');
  }
  const held = cells.map((cell) => {
    const others = cells.filter((other) => other !== cell);
    return { cell, model: trainSohModel(others), baseline: baselineError(cell, others) };
  });
  const scores = held.map(({ cell, model }) => scoreModel(model, cell));
  const rmseMean = mean(scores.map(({ rmse }) => rmse));
  const baseline = mean(held.map((each) => each.baseline));
  return {
    benchmark: 'soh',
    unit: 'percentage points of the rated capacity',
    split: 'leave one cell out',
    cells: held.map(({ cell }, index) => ({ ...figures(cell, scores[index]), intake: cell.cell.intake })),
    rmseMean: rounded(rmseMean),
    rmseWorst: rounded(Math.max(...scores.map(({ rmse }) => rmse))),
    coverage: rounded(pooledCoverage(scores)),
    horizons: SOH_DEPTHS.map((depth, index) => {
      const each = held.map(({ cell, model }) => scoreModel(model, cell, index));
      return {
        depth,
        rmseMean: rounded(mean(each.map(({ rmse }) => rmse))),
        rmseWorst: rounded(Math.max(...each.map(({ rmse }) => rmse))),
        coverage: rounded(pooledCoverage(each)),
      };
    }),
    baseline: { name: 'charge between two voltages, a straight line', rmseMean: rounded(baseline) },
    ratioToBaseline: rounded(rmseMean / baseline),
    federated: federatedTrial(cells),
  };
}

function figures(cell: SohCell, score: Score | undefined): object {
  const { rmse = NaN, bias = NaN, greatest = NaN, coverage = NaN, halfWidth = NaN, discharges = 0 } = score ?? {};
  return {
    cell: cell.name,
    discharges,
    rmse: rounded(rmse),
    bias: rounded(bias),
    greatest: rounded(greatest),
    coverage: rounded(coverage),
    halfWidth: rounded(halfWidth),
  };
}

function pooledCoverage(scores: readonly Score[]): number {
  const discharges = scores.reduce((sum, score) => sum + score.discharges, 0);
  return scores.reduce((sum, score) => sum + score.coverage * score.discharges, 0) / discharges;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
