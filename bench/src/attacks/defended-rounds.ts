// SPDX-License-Identifier: Apache-2.0
import {
  aggregated,
  changeOf,
  chargeModel,
  dequantised,
  parameterCount,
  quantised,
  randomStream,
  trainedLocally,
  type AggregationPlan,
  type ClientUpdate,
  type Examples,
  type TrainingParameters,
} from '@wattpass/fl-aggregator';
import type { Attack } from './attacks.js';

const ROUNDS = 30;
const TRAINING: TrainingParameters = { epochs: 2, batchSize: 32, optimiser: 'sgd', learningRate: 0.3 };

/** Clients, of which the first few lie. */
export interface Siege {
  readonly clients: readonly Examples[];
  /** Examples of the committee's own, for FLTrust. */
  readonly root: Examples;
  readonly attack: Attack;
  readonly liars: number;
  readonly seed: number;
}

/** The model after thirty rounds in which everybody takes part and updates travel quantised. */
export function defended({ clients, root, attack, liars, seed }: Siege, plan: AggregationPlan): Float64Array {
  const data = clients.map((examples, place) => (place < liars ? (attack.examples?.(examples) ?? examples) : examples));
  let parameters = new Float64Array(parameterCount(chargeModel));
  for (let round = 1; round <= ROUNDS; round += 1) {
    const updates = data.map((examples, place): ClientUpdate => {
      const stream = randomStream(seed, round, place);
      const change = changeOf(trainedLocally(chargeModel, parameters, examples, TRAINING, stream), parameters);
      const sent = place < liars ? (attack.update?.(change, stream) ?? change) : change;
      const clientId = `client-${String(place).padStart(2, '0')}`;
      return dequantised(quantised({ clientId, examples: examples.count, parameters: sent }));
    });
    const trusted =
      plan.rule.name === 'fltrust'
        ? changeOf(trainedLocally(chargeModel, parameters, root, TRAINING, randomStream(seed, round, -1)), parameters)
        : undefined;
    const change = aggregated(plan, updates, trusted);
    parameters = parameters.map((value, place) => value + (change[place] ?? 0));
  }
  return parameters;
}
