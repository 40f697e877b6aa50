// SPDX-License-Identifier: Apache-2.0
import { predictCycleLife, trainCycleLife, type Interval } from '@wattpass/twin';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError } from '../flags.js';
import { positiveNumber } from '../soh/positive-number.js';
import { rounded } from '../soh/score.js';
import { readDeltaQ, type TableCell } from './delta-q-table.js';
import { trainVarianceModel } from './variance-baseline.js';

/** `npm run bench -- life`. */
export const lifeBenchmark: Benchmark = {
  usage: '--ageing DIR [--train SPLIT] [--test SPLIT] [--rated-ah AH]',
  run: (args) => {
    const flags = parseFlags(args, {
      ageing: { type: 'string' },
      train: { type: 'string', default: 'train' },
      test: { type: 'string', default: 'test1' },
      'rated-ah': { type: 'string', default: '1.1' },
    });
    if (flags.ageing === undefined) {
      throw new UsageError('--ageing: a folder with a table of ΔQ(V) and cycle lives');
    }
    const { cells, refused } = readDeltaQ(flags.ageing, positiveNumber('--rated-ah', flags['rated-ah']));
    return Promise.resolve({
      ...measureLife(cellsOf(cells, '--train', flags.train), cellsOf(cells, '--test', flags.test)),
      refused,
    });
  },
};

function cellsOf(cells: readonly TableCell[], flag: string, split: string): TableCell[] {
  const chosen = cells.filter((cell) => cell.split === split);
  if (chosen.length < 3) {
    throw new UsageError(`${flag}: a split with at least three cells, not ${split}`);
  }
  return chosen;
}

interface Predicted {
  readonly cell: TableCell;
  readonly interval: Interval;
  readonly baseline: number;
}

/** Trained on one split, judged on another, with and without the cells that lie outside the training cells' range. */
function measureLife(train: readonly TableCell[], test: readonly TableCell[]): object {
  const model = trainCycleLife(train);
  const variance = trainVarianceModel(train);
  const predicted = test.map((cell) => ({
    cell,
    interval: predictCycleLife(model, cell.change),
    baseline: variance(cell.change),
  }));
  const greatest = Math.max(...train.map(earlyFade));
  const outliers = predicted.filter(({ cell }) => earlyFade(cell) > greatest);
  const usual = predicted.filter((each) => !outliers.includes(each));
  const all = scored(predicted);
  return {
    benchmark: 'life',
    trained: train.length,
    withOutliers: all,
    withoutOutliers: scored(usual),
    outliers: outliers.map(({ cell, interval }) => ({
      cell: cell.name,
      cycles: cell.cycles,
      predicted: Math.round(interval.expected),
      interval: [Math.round(interval.low), Math.round(interval.high)],
    })),
    outlierRule: 'an early fade greater than that of every training cell',
    leaveOneOutMapePercent: rounded(
      (100 * [...model.residuals].reduce((sum, residual) => sum + Math.abs(10 ** -residual - 1), 0)) / train.length,
    ),
    baseline: {
      name: 'logarithm of the variance of ΔQ, a straight line',
      mapePercent: rounded(mapeOf(predicted, 'baseline')),
    },
    ratioToBaseline: rounded(mapeOf(predicted, 'model') / mapeOf(predicted, 'baseline')),
  };
}

function scored(predicted: readonly Predicted[]): object {
  const inside = predicted.filter(({ cell, interval }) => interval.low <= cell.cycles && cell.cycles <= interval.high);
  const squares = predicted.map(({ cell, interval }) => (interval.expected - cell.cycles) ** 2);
  const widths = predicted.map(({ interval }) => (interval.high - interval.low) / interval.expected);
  return {
    cells: predicted.length,
    mapePercent: rounded(mapeOf(predicted, 'model')),
    rmseCycles: rounded(Math.sqrt(mean(squares))),
    coverage: rounded(inside.length / predicted.length),
    meanIntervalWidth: rounded(mean(widths)),
  };
}

function mapeOf(predicted: readonly Predicted[], which: 'model' | 'baseline'): number {
  const errors = predicted.map(({ cell, interval, baseline }) =>
    Math.abs((which === 'model' ? interval.expected : baseline) / cell.cycles - 1),
  );
  return 100 * mean(errors);
}

function earlyFade({ change: { ampHours } }: TableCell): number {
  return -(ampHours.at(-1) ?? NaN);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
