// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';
import { framed } from '../framed.js';
import { betaParameters, betaReputation } from './beta-reputation.js';
import { eigenTrust, eigenTrustParameters } from './eigen-trust.js';
import { ourRules } from './our-rules.js';
import { modelNames, report, type Cell, type Cells, type ModelName } from './report.js';
import { simulate, type Run, type RunResult } from './run.js';
import { attacks, scenario, type Attack } from './scenario.js';
import type { ScoreModel } from './score-model.js';
import { estimate } from './statistics.js';

const models: Readonly<Record<ModelName, () => ScoreModel>> = {
  'these rules': ourRules,
  Beta: betaReputation,
  EigenTrust: eigenTrust,
};

/** `npm run bench -- reputation`: attacks on three ways to score, and what they bring; it writes docs/reputation.md. */
export const reputationBenchmark: Benchmark = {
  usage: '[--seeds N] [--days N] [--out FILE]',
  run: (args) => {
    const flags = parseFlags(args, {
      seeds: { type: 'string', default: '30' },
      days: { type: 'string', default: '45' },
      out: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/reputation.md') },
    });
    const seeds = wholeNumber('--seeds', flags.seeds, 2, 1_000);
    const days = wholeNumber('--days', flags.days, 1, 1_000);
    return Promise.resolve(measure(seeds, days, flags.out));
  },
};

function measure(seeds: number, days: number, out: string): unknown {
  const document = framed(readFileSync(out, 'utf8'), out);
  const started = process.cpuUsage();
  const cells = new Map<string, Cell>();
  for (const attack of Object.keys(attacks) as Attack[]) {
    for (const share of attack === 'always' ? [0, ...scenario.shares] : scenario.shares) {
      for (const model of modelNames) {
        cells.set(`${attack}/${share}/${model}`, cellOf({ attack, share, days }, seeds, models[model]));
      }
    }
    process.stderr.write(`${attack}: done\n`);
  }
  const at: Cells = (attack, share, model) => cells.get(`${attack}/${share}/${model}`) as Cell;
  writeFileSync(out, document(report(at, { seeds, days })));
  const { user, system } = process.cpuUsage(started);
  return {
    benchmark: 'reputation',
    seeds,
    days,
    scenario,
    parameters: { Beta: betaParameters, EigenTrust: eigenTrustParameters },
    baseline: { name: 'Beta reputation with forgetting' },
    ...Object.fromEntries(modelNames.map((model) => [model, summaryOf(at, model)])),
    ratioToBaseline: Number((summaryOf(at, 'these rules').meanProfit / summaryOf(at, 'Beta').meanProfit).toFixed(3)),
    cpuSeconds: Math.round((user + system) / 1e6),
    wrote: out,
  };
}

function cellOf(run: Omit<Run, 'seed'>, seeds: number, model: () => ScoreModel): Cell {
  const results = Array.from({ length: seeds }, (_, index) => simulate({ ...run, seed: index + 1 }, model()));
  const of = (key: keyof RunResult): Cell['profit'] => estimate(results.map((result) => result[key]));
  return {
    profit: of('profit'),
    profitWithDeposits: of('profitWithDeposits'),
    honestExcluded: of('honestExcluded'),
    attackersExcluded: of('attackersExcluded'),
    sales: of('sales'),
  };
}

/** Over all attacks and shares: the mean profit without deposits, and the mean share of honest vehicles excluded. */
function summaryOf(at: Cells, model: ModelName): { meanProfit: number; honestExcluded: number } {
  const all = (Object.keys(attacks) as Attack[]).flatMap((attack) =>
    scenario.shares.map((share) => at(attack, share, model)),
  );
  const mean = (of: (cell: Cell) => number): number =>
    Number((all.reduce((sum, cell) => sum + of(cell), 0) / all.length).toFixed(4));
  return { meanProfit: mean((cell) => cell.profit.mean), honestExcluded: mean((cell) => cell.honestExcluded.mean) };
}
