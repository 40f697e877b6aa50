// SPDX-License-Identifier: Apache-2.0
import {
  coordinateMedian,
  fedAvg,
  mixedWithNeighbours,
  randomStream,
  type ClientUpdate,
} from '@wattpass/fl-aggregator';
import {
  normalEquations,
  rowsAt,
  SOH_DEPTHS,
  SOH_FEATURES,
  SOH_PRIOR,
  type SohBattery,
  type SohWeights,
} from '@wattpass/twin';
import { greatestCurvature, trainLocally, type ClientData } from './local-training.js';
import { screenedPlaces } from './peer-screening.js';

/** How one client lies. */
export type Attack = 'label' | 'sign' | 'sign10' | 'gaussian';

/**
 * How updates become a model: averaged; mixed with their nearest neighbours before the coordinate median; or that, after
 * peers have screened each other (see `screenedPlaces`).
 */
export type FederationRule = 'fedavg' | 'mixed' | 'screened';

/** How rounds are run; the server's choices. */
export interface FederationOptions {
  readonly rule: FederationRule;
  /** The client that lies, by its place, and how. */
  readonly liar?: { readonly client: number; readonly attack: Attack };
}

const ROUNDS = 3_000;
const LOCAL_STEPS = 5;
/** FedProx's pull towards the round's model. */
const MU = 0.1;
/** Local learning rate over the greatest curvature: no client's steps diverge, and few of them do not drift far. */
const STEP_SHARE = 0.05;
/** How many clients of three may lie. */
const FAULTY = 1;

/**
 * The estimator's weights by federated rounds from the common prior, one client a battery: each takes a few gradient
 * steps on its own rows and hands in only the change of the weights.
 */
export function federatedWeights(
  batteries: readonly SohBattery[],
  { rule, liar }: FederationOptions = { rule: 'fedavg' },
): SohWeights {
  const data = batteries.map((battery, place) => dataOf(battery, liar?.client === place && liar.attack === 'label'));
  const rate = STEP_SHARE / Math.max(...data.map(greatestCurvature));
  const noise = randomStream(1);
  const handedIn = (place: number, honest: Float64Array): Float64Array =>
    liar?.client === place ? forged(honest, liar.attack, () => noise.normal()) : honest;
  const weights = Float64Array.from(SOH_DEPTHS.flatMap(() => [...SOH_PRIOR]));
  const kept = rule === 'screened' ? screenedPlaces(data, weights, FAULTY, handedIn, liar?.client) : [...data.keys()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const updates = kept.map((place): ClientUpdate => {
      const own = data[place] ?? [];
      const honest = trainLocally(own, weights, { rate, steps: LOCAL_STEPS, mu: MU });
      return { clientId: `client-${place}`, examples: own[0]?.rows ?? 1, parameters: handedIn(place, honest) };
    });
    aggregate(updates, rule).forEach((value, index) => {
      weights[index] = (weights[index] ?? 0) + value;
    });
  }
  return SOH_DEPTHS.map((_, depth) => weights.slice(depth * SOH_FEATURES, (depth + 1) * SOH_FEATURES));
}

/** Two clients cannot outvote a liar among them, so they are averaged. */
function aggregate(updates: readonly ClientUpdate[], rule: FederationRule): Float64Array {
  return rule === 'fedavg' || updates.length < 2 * FAULTY + 1
    ? fedAvg(updates)
    : coordinateMedian(mixedWithNeighbours(updates, FAULTY));
}

/** A client's rows, summed by depth. A liar about labels mirrors them: the worn battery is called new, the new one worn. */
function dataOf(battery: SohBattery, lies: boolean): ClientData {
  const sum = Math.min(...battery.shares) + Math.max(...battery.shares);
  return SOH_DEPTHS.map((_, depth) => {
    const { rows, shares } = rowsAt([battery], depth);
    return normalEquations(rows, lies ? shares.map((share) => sum - share) : shares);
  });
}

function forged(honest: Float64Array, attack: Attack, normal: () => number): Float64Array {
  switch (attack) {
    case 'label':
      return honest; // honest training on false labels
    case 'sign':
      return honest.map((value) => -value);
    case 'sign10':
      return honest.map((value) => -10 * value);
    case 'gaussian':
      return honest.map(() => normal());
  }
}
