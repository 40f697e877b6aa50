// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { LearningError, priceSeries, type PriceSeries } from '@wattpass/fl-aggregator';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError, wholeNumber } from '../flags.js';
import type { Years } from './fleet-data.js';
import { measureFleet, type Experiment as FleetExperiment, type FleetResult } from './fleet-experiment.js';

/** `npm run bench -- charge-decision`. */
export const chargeDecisionBenchmark: Benchmark = {
  usage:
    '--prices FILE [--fee EURO] [--wear EURO] [--train YEAR-YEAR] [--test YEAR-YEAR] [--vehicles N] [--stays N] [--unseen N] [--fleets N] [--rounds N] [--seed N]',
  run: (args) => {
    const flags = parseFlags(args, {
      prices: { type: 'string' },
      fee: { type: 'string', default: '0' },
      wear: { type: 'string', default: '0.03' },
      train: { type: 'string', default: '2021-2022' },
      test: { type: 'string', default: '2023-2024' },
      vehicles: { type: 'string', default: '20' },
      stays: { type: 'string', default: '14' },
      unseen: { type: 'string', default: '10' },
      fleets: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    });
    return Promise.resolve(
      measureChargeDecision({
        series: readPrices(flags.prices),
        terms: { feeEuroPerKwh: euro('--fee', flags.fee), wearEuroPerKwh: euro('--wear', flags.wear) },
        train: years('--train', flags.train),
        test: years('--test', flags.test),
        vehicles: wholeNumber('--vehicles', flags.vehicles, 2, 1000),
        stays: wholeNumber('--stays', flags.stays, 1, 10_000),
        unseen: wholeNumber('--unseen', flags.unseen, 1, 1000),
        fleets: wholeNumber('--fleets', flags.fleets, 1, 100),
        rounds: wholeNumber('--rounds', flags.rounds, 1, 1000),
        seed: wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1),
      }),
    );
  },
};

/** The experiment, and on how many fleets. */
interface Experiment extends FleetExperiment {
  readonly fleets: number;
}

/** The experiment on several fleets, each with vehicles of its own; shares are means over the fleets. */
function measureChargeDecision(experiment: Experiment): unknown {
  const { series, terms, train, test, vehicles, stays, unseen, fleets, seed } = experiment;
  const results = Array.from({ length: fleets }, (_, place) => {
    process.stderr.write(`fleet ${place + 1} of ${fleets}\n`);
    return measureFleet({ ...experiment, seed: seed + place });
  });
  const mean = (pick: (result: FleetResult) => number): number =>
    Number((results.reduce((sum, result) => sum + pick(result), 0) / fleets).toFixed(1));
  const total = (pick: (result: FleetResult) => number): number =>
    Number(results.reduce((sum, result) => sum + pick(result), 0).toFixed(2));
  const names = Object.keys(results[0]?.shares ?? {});
  return {
    benchmark: 'charge-decision',
    baseline: { name: 'perfect foresight, by dynamic programme', euro: total(({ optimumEuro }) => optimumEuro) },
    train,
    test,
    vehicles,
    staysPerVehicle: stays,
    unseen,
    fleets,
    seed,
    ...terms,
    prices: series.report,
    sessions: total(({ sessions }) => sessions),
    skippedSessions: total(({ skipped }) => skipped),
    shortSessions: total(({ short }) => short),
    uncontrolledEuro: total(({ uncontrolledEuro }) => uncontrolledEuro),
    uncontrolled: 0,
    ...Object.fromEntries(names.map((name) => [name, mean(({ shares }) => shares[name] ?? NaN)])),
    accuracy: Object.fromEntries(
      Object.keys(results[0]?.accuracies ?? {}).map((name) => [
        name,
        Number((results.reduce((sum, { accuracies }) => sum + (accuracies[name] ?? NaN), 0) / fleets).toFixed(3)),
      ]),
    ),
    byFleet: results.map(({ shares }) => rounded(shares)),
    missedDepartures: total((result) => result.missedDepartures),
  };
}

function readPrices(file: string | undefined): PriceSeries {
  if (file === undefined) {
    throw new UsageError('--prices: a file of day-ahead prices is needed');
  }
  try {
    return priceSeries(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof LearningError || (error instanceof Error && 'code' in error)) {
      throw new UsageError(`--prices: ${error.message}`);
    }
    throw error;
  }
}

function euro(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 10)) {
    throw new UsageError(`${flag}: euro per kWh from 0 to 10, not ${text}`);
  }
  return value;
}

function years(flag: string, text: string): Years {
  const match = /^(\d{4})-(\d{4})$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || last < first) {
    throw new UsageError(`${flag}: two years as 2021-2022, not ${text}`);
  }
  return { first, last };
}

function rounded(shares: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, Number(share.toFixed(1))]));
}
