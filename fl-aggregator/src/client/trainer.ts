// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { LearningTask } from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import type { Examples } from '../models/examples.js';
import { changeOf, trainedLocally } from '../models/local-training.js';
import type { ModelSpec } from '../models/model.js';
import { randomStream } from '../random-stream.js';
import { MILLION } from '../round/task-plan.js';

/** What training came to: the change of the parameters, and on how many examples. */
export interface Trained {
  readonly change: Float64Array;
  readonly examples: number;
}

/** Trains at home. @returns undefined where there is nothing to learn from yet. */
export type Trainer = (base: Float64Array, round: number) => Promise<Trained | undefined>;

/** The model of a task, as the kernels here know it. @throws LearningError WRONG_SHAPE for one that they do not. */
export function specOf({ model }: Pick<LearningTask, 'model'>): ModelSpec {
  const [inputs = 0, hidden = 0, last] = model.layers;
  if (model.kind === 'softmax' && model.layers.length === 2) {
    return { kind: 'softmax', inputs, classes: hidden };
  }
  if (model.kind === 'mlp' && last !== undefined && model.layers.length === 3) {
    return { kind: 'mlp', inputs, hidden, classes: last };
  }
  throw new LearningError('WRONG_SHAPE', 'model', 'a softmax, or an mlp with one hidden layer');
}

/**
 * Trains the task's model on the examples that there are when a round comes, as the task says.
 * @param seed Decides the order of examples; drawn unless given.
 */
export function modelTrainer(
  task: Pick<LearningTask, 'model' | 'training'>,
  examples: () => Examples,
  seed: number = randomBytes(4).readUInt32LE(),
): Trainer {
  const spec = specOf(task);
  const { epochs, batchSize, learningRate, proximal } = task.training;
  return (base, round) => {
    const own = examples();
    if (own.count === 0) {
      return Promise.resolve(undefined);
    }
    const training = {
      epochs,
      batchSize,
      optimiser: 'sgd' as const,
      learningRate: learningRate / MILLION,
      proximal: proximal / MILLION,
    };
    const trained = trainedLocally(spec, base, own, training, randomStream(seed, round));
    return Promise.resolve({ change: changeOf(trained, base), examples: own.count });
  };
}
