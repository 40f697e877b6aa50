// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  accuracyOf,
  CHARGE_INPUTS,
  chargeModel,
  examplesAt,
  joinedExamples,
  priceSeries,
  randomStream,
  shuffledPlaces,
  type AggregationPlan,
  type Examples,
} from '@wattpass/fl-aggregator';
import type { Benchmark } from '../benchmark.js';
import { learners } from '../charge-decision/fleet-data.js';
import { parseFlags, UsageError, wholeNumber } from '../flags.js';
import { attacks, honesty } from './attacks.js';
import { defended, type Siege } from './defended-rounds.js';

const CLIENTS = 20;
const SHARES = [20, 30, 40];
const TERMS = { wearEuroPerKwh: 0.03, feeEuroPerKwh: 0 };
/** What a committee could label for itself. */
const ROOT_EXAMPLES = 100;

/** `npm run bench -- attacks`. */
export const attacksBenchmark: Benchmark = {
  usage: '--prices FILE [--stays N] [--seed N]',
  run: (args) => {
    const flags = parseFlags(args, {
      prices: { type: 'string' },
      stays: { type: 'string', default: '14' },
      seed: { type: 'string', default: '1' },
    });
    if (flags.prices === undefined) {
      throw new UsageError('--prices: a file of day-ahead prices is needed');
    }
    const stays = wholeNumber('--stays', flags.stays, 1, 1000);
    const seed = wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1);
    return Promise.resolve(measureAttacks(readFileSync(flags.prices, 'utf8'), stays, seed));
  },
};

/** The rules on trial against `faulty` liars; Bulyan where there are clients enough for it. */
function plansAgainst(faulty: number): Record<string, AggregationPlan> {
  const trimmed = { name: 'trimmed-mean', share: faulty / CLIENTS } as const;
  return {
    fedavg: { rule: { name: 'fedavg' } },
    median: { rule: { name: 'median' } },
    'trimmed-mean': { rule: trimmed },
    krum: { rule: { name: 'krum', faulty } },
    'multi-krum': { rule: { name: 'multi-krum', faulty, keep: CLIENTS - faulty } },
    ...(CLIENTS >= 4 * faulty + 3 ? { bulyan: { rule: { name: 'bulyan', faulty } } } : {}),
    fltrust: { rule: { name: 'fltrust' } },
    'mixing, trimmed-mean': { mixingFaulty: faulty, rule: trimmed },
    'clipping, mixing, trimmed-mean': { clipToMedianNorm: true, mixingFaulty: faulty, rule: trimmed },
  };
}

/** Accuracy on unseen vehicles by skew of the data, attack, share of liars and rule. */
function measureAttacks(prices: string, stays: number, seed: number): unknown {
  const series = priceSeries(prices);
  const joined = (count: number, first: number, last: number, salt: number): Examples[] =>
    learners({ count, stays, years: { first, last } }, series, TERMS, seed + salt).map(({ examples }) => examples);
  const own = joined(CLIENTS, 2021, 2022, 0);
  const unseen = joinedExamples(joined(10, 2023, 2024, 1_000_000), CHARGE_INPUTS);
  const others = joinedExamples(joined(10, 2021, 2022, 2_000_000), CHARGE_INPUTS);
  const root = examplesAt(
    others,
    shuffledPlaces(others.count, randomStream(seed)).slice(0, ROOT_EXAMPLES),
    CHARGE_INPUTS,
  );
  const accuracy = (siege: Omit<Siege, 'root' | 'seed'>, plan: AggregationPlan): number =>
    Number(accuracyOf(chargeModel, defended({ ...siege, root, seed }, plan), unseen).toFixed(3));

  const skews = Object.entries({ 'each its own stays': own, 'stays dealt out at random': dealt(own, seed) });
  const results = skews.map(([skew, clients]) => {
    const clean = accuracy({ clients, attack: honesty, liars: 0 }, { rule: { name: 'fedavg' } });
    const rows = attacks.flatMap((attack) =>
      SHARES.map((share) => {
        const liars = (CLIENTS * share) / 100;
        const byRule = Object.fromEntries(
          Object.entries(plansAgainst(liars)).map(([name, plan]) => [name, accuracy({ clients, attack, liars }, plan)]),
        );
        process.stderr.write(`${skew}, ${attack.name} ${share} %: ${JSON.stringify(byRule)}\n`);
        return { attack: attack.name, share, best: Math.max(...Object.values(byRule)), accuracy: byRule };
      }),
    );
    return { skew, cleanFedAvg: clean, rows };
  });
  return {
    benchmark: 'attacks',
    clients: CLIENTS,
    stays,
    seed,
    baseline: {
      name: 'FedAvg, nobody lies',
      accuracy: results.map(({ skew, cleanFedAvg }) => ({ skew, cleanFedAvg })),
    },
    worstGapOfBestRule: Number(
      Math.max(...results.flatMap(({ cleanFedAvg, rows }) => rows.map(({ best }) => cleanFedAvg - best))).toFixed(3),
    ),
    fedAvgWorst: Math.min(
      ...results.flatMap(({ rows }) => rows.map(({ accuracy: byRule }) => byRule['fedavg'] ?? NaN)),
    ),
    results,
  };
}

/** The same examples, shuffled over the clients. */
function dealt(clients: readonly Examples[], seed: number): Examples[] {
  const all = joinedExamples(clients, CHARGE_INPUTS);
  const places = shuffledPlaces(all.count, randomStream(seed, 8));
  return clients.map((_, client) =>
    examplesAt(
      all,
      places.filter((_place, turn) => turn % clients.length === client),
      CHARGE_INPUTS,
    ),
  );
}
