// SPDX-License-Identifier: Apache-2.0
import {
  bulyan,
  clippedToMedianNorm,
  coordinateMedian,
  fedAdam,
  fedAvg,
  fedYogi,
  flTrust,
  initialServerState,
  krum,
  mixedWithNeighbours,
  multiKrum,
  trimmedMean,
  type ClientUpdate,
  type ServerOptimiserState,
  type ServerStep,
} from '@wattpass/fl-aggregator';
import type { AggregationCase } from './cases.js';

/** The rules under comparison, by the names and in the order of `flower_oracle.py`. */
export const comparedRules = {
  fedavg: ({ updates }) => fedAvg(updates),
  median: ({ updates }) => coordinateMedian(updates),
  'trimmed-mean': ({ updates, share }) => trimmedMean(updates, share),
  krum: ({ updates, faulty }) => parametersAt(updates, krum(updates, faulty)),
  'multi-krum': ({ updates, faulty, keep }) => multiKrum(updates, faulty, keep),
  bulyan: ({ updates, faulty }) => bulyan(updates, faulty),
  fedadam: ({ updates }) => twoRounds(updates, fedAdam),
  fedyogi: ({ updates }) => twoRounds(updates, fedYogi),
  'norm-clipping': ({ updates }) => fedAvg(clippedToMedianNorm(updates)),
  fltrust: ({ updates }) => flTrust(updates.slice(1), parametersAt(updates, 0)),
  mixing: ({ updates, faulty }) => fedAvg(mixedWithNeighbours(updates, faulty)),
} as const satisfies Readonly<Record<string, (round: AggregationCase) => Float64Array>>;

/** A rule's name. */
export type ComparedRule = keyof typeof comparedRules;

/** Rules that Flower does not have; the other side of the comparison is NumPy written here. */
export const notInFlower: readonly ComparedRule[] = ['fltrust', 'mixing'];

function parametersAt(updates: readonly ClientUpdate[], place: number): Float64Array {
  const update = updates[place];
  if (update === undefined) {
    throw new RangeError(`no update ${place}`);
  }
  return update.parameters;
}

/** Two rounds with the same answers from the clients, from a model of zeros: moments are carried once. */
function twoRounds(
  updates: readonly ClientUpdate[],
  optimiser: (delta: Float64Array, state: ServerOptimiserState) => ServerStep,
): Float64Array {
  const trained = fedAvg(updates);
  const first = optimiser(trained, initialServerState(trained.length));
  const delta = trained.map((value, place) => value - (first.change[place] ?? 0));
  const second = optimiser(delta, first.state);
  return first.change.map((value, place) => value + (second.change[place] ?? 0));
}
