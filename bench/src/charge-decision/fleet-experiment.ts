// SPDX-License-Identifier: Apache-2.0
import {
  accuracyOf,
  CHARGE_INPUTS,
  chargeModel,
  joinedExamples,
  modelPolicy,
  thresholdPolicy,
  type PriceSeries,
} from '@wattpass/fl-aggregator';
import { federated, trainedAlone, trainedCentrally } from './federation.js';
import { learners, start, unseenVehicles, type Terms, type Years } from './fleet-data.js';
import { savingMeter } from './saving.js';

const REPORTED = [10, 30, 100];
const HOUR_MS = 3_600_000;

/** What is tried. */
export interface Experiment {
  readonly series: PriceSeries;
  readonly terms: Terms;
  readonly train: Years;
  readonly test: Years;
  readonly vehicles: number;
  /** Stays that each vehicle has kept to learn from. */
  readonly stays: number;
  readonly unseen: number;
  readonly rounds: number;
  readonly seed: number;
}

/** What came of it. */
export interface FleetResult {
  readonly uncontrolledEuro: number;
  readonly optimumEuro: number;
  readonly sessions: number;
  readonly skipped: number;
  readonly short: number;
  /** Percent of the optimum's saving, by policy. */
  readonly shares: Readonly<Record<string, number>>;
  /** Share of hours decided as the optimum does, by model. */
  readonly accuracies: Readonly<Record<string, number>>;
  readonly missedDepartures: number;
}

/** Shares of the optimum's saving on vehicles and years that nobody trained on. */
export function measureFleet(experiment: Experiment): FleetResult {
  const { series, terms, train, test, vehicles, stays, unseen, rounds, seed } = experiment;
  const fleet = learners({ count: vehicles, stays, years: train }, series, terms, seed);
  const all = joinedExamples(
    fleet.map(({ examples }) => examples),
    CHARGE_INPUTS,
  );
  const meter = savingMeter(unseenVehicles(unseen, test, terms, seed), series);
  const others = learners({ count: unseen, stays, years: test }, series, terms, seed + 1_000_000);
  const held = joinedExamples(
    others.map(({ examples }) => examples),
    CHARGE_INPUTS,
  );
  const shares: Record<string, number> = {};
  const accuracies: Record<string, number> = {};
  let missedDepartures = 0;
  const lived = (name: string, parameters: Float64Array): number => {
    const saving = meter.of(modelPolicy(parameters));
    missedDepartures += saving.missedDepartures;
    process.stderr.write(`${name}: ${saving.share.toFixed(1)} % of the optimum's saving\n`);
    return saving.share;
  };
  const judged = (name: string, parameters: Float64Array): void => {
    shares[name] = lived(name, parameters);
    accuracies[name] = accuracyOf(chargeModel, parameters, held);
  };
  const threshold = meter.of(thresholdPolicy(...quartiles(series, train)));
  shares['threshold'] = threshold.share;
  missedDepartures += threshold.missedDepartures;
  const alone = fleet.map((learner) => lived(`${learner.clientId} alone`, trainedAlone(learner, seed)));
  shares['localOnly'] = alone.reduce((sum, share) => sum + share, 0) / alone.length;
  shares['localOnlyWorst'] = Math.min(...alone);
  shares['localOnlyBest'] = Math.max(...alone);
  federated(fleet, rounds, seed, (round, parameters) => {
    if (REPORTED.includes(round) || round === rounds) {
      judged(`fedavg${round}`, parameters);
    }
  });
  judged('centralised', trainedCentrally(all, seed));
  const { uncontrolledEuro, optimumEuro, sessions, skipped, short } = meter;
  return { uncontrolledEuro, optimumEuro, sessions, skipped, short, shares, accuracies, missedDepartures };
}

/** A quarter of the training years' prices are below the first, a quarter above the second. */
function quartiles(series: PriceSeries, { first, last }: Years): [number, number] {
  const [from, to] = [start(first) / HOUR_MS, start(last + 1) / HOUR_MS];
  const begin = Math.max(from, series.firstHour) - series.firstHour;
  const known = series.prices
    .slice(begin, to - series.firstHour)
    .filter((price) => !Number.isNaN(price))
    .sort();
  return [known[Math.floor(known.length / 4)] ?? 0, known[Math.floor((3 * known.length) / 4)] ?? 0];
}
