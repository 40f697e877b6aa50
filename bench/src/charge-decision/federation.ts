// SPDX-License-Identifier: Apache-2.0
import {
  changeOf,
  chargeModel,
  inCanonicalOrder,
  integerSum,
  meanOfSum,
  parameterCount,
  quantised,
  randomStream,
  shuffledPlaces,
  trainedLocally,
  type Examples,
  type TrainingParameters,
} from '@wattpass/fl-aggregator';
import type { Learner } from './fleet-data.js';

/** How vehicles train between rounds. */
export const roundTraining: TrainingParameters = { epochs: 5, batchSize: 32, optimiser: 'sgd', learningRate: 0.5 };
/** A vehicle alone makes as many epochs as one does in the 50 of 100 rounds that it takes part in. */
const ALONE_EPOCHS = 250;
/** All data in one place: batches as large as those of ten vehicles together. */
const CENTRAL = { epochs: 100, batchSize: 320 };

/**
 * FedAvg over the wire format, quantised and summed as whole numbers: in each round a random half trains.
 * @param seen Called with the model after each round, counted from 1.
 */
export function federated(
  learners: readonly Learner[],
  rounds: number,
  seed: number,
  seen: (round: number, parameters: Float64Array) => void,
): void {
  let parameters = new Float64Array(parameterCount(chargeModel));
  for (let round = 1; round <= rounds; round += 1) {
    const places = shuffledPlaces(learners.length, randomStream(seed, 3, round)).slice(
      0,
      Math.ceil(learners.length / 2),
    );
    const chosen = inCanonicalOrder([...places].flatMap((place) => learners[place] ?? []));
    const updates = chosen.map(({ clientId, examples }, place) => {
      const trained = trainedLocally(
        chargeModel,
        parameters,
        examples,
        roundTraining,
        randomStream(seed, 4, round, place),
      );
      return quantised({ clientId, examples: examples.count, parameters: changeOf(trained, parameters) });
    });
    const change = meanOfSum(integerSum(updates));
    parameters = parameters.map((value, place) => value + (change[place] ?? 0));
    seen(round, parameters);
  }
}

/** What one vehicle learns without the others. */
export function trainedAlone({ examples }: Learner, seed: number): Float64Array {
  return trainedOn(examples, { ...roundTraining, epochs: ALONE_EPOCHS }, seed);
}

/** What all vehicles' data give in one place, where they should not be. */
export function trainedCentrally(examples: Examples, seed: number): Float64Array {
  return trainedOn(examples, { ...roundTraining, ...CENTRAL }, seed);
}

function trainedOn(examples: Examples, training: TrainingParameters, seed: number): Float64Array {
  const base = new Float64Array(parameterCount(chargeModel));
  return trainedLocally(chargeModel, base, examples, training, randomStream(seed, 5));
}
