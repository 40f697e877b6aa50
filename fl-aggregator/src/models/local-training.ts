// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { addProximalTerm } from '../math/fed-prox.js';
import { requirePositive, requireWhole } from '../math/rule-parameters.js';
import { shuffledPlaces, type RandomStream } from '../random-stream.js';
import { requireExamples, type Examples } from './examples.js';
import { lossAndGradient, parameterCount, type ModelSpec } from './model.js';

/** How a client trains between two rounds. */
export interface TrainingParameters {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimiser: 'sgd' | 'adam';
  readonly learningRate: number;
  /** FedProx's μ; 0 is plain FedAvg. */
  readonly proximal?: number;
}

/** Decay of Adam's moments and its least denominator (Kingma and Ba, ICLR 2015). */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Makes one step against a gradient. */
type Stepper = (parameters: Float64Array, gradient: Float64Array) => void;

/**
 * The parameters after local training from `base`; the same for the same stream of draws.
 * @returns A new array; its difference to `base` is the client's update.
 * @throws LearningError WRONG_LENGTH, WRONG_SHAPE, NOT_FINITE, WRONG_PARAMETER.
 */
export function trainedLocally(
  spec: ModelSpec,
  base: Float64Array,
  examples: Examples,
  training: TrainingParameters,
  stream: RandomStream,
): Float64Array {
  requireTraining(training);
  requireExamples(examples, spec.inputs, spec.classes);
  if (base.length !== parameterCount(spec) || examples.count === 0) {
    throw new LearningError('WRONG_LENGTH', 'base', `${parameterCount(spec)} parameters, and at least one example`);
  }
  const parameters = base.slice();
  const gradient = new Float64Array(base.length);
  const step = stepper(training, base.length);
  for (let epoch = 0; epoch < training.epochs; epoch += 1) {
    const places = shuffledPlaces(examples.count, stream);
    for (let from = 0; from < examples.count; from += training.batchSize) {
      const to = Math.min(examples.count, from + training.batchSize);
      lossAndGradient(spec, parameters, examples, places, from, to, gradient);
      addProximalTerm(gradient, parameters, base, training.proximal ?? 0);
      step(parameters, gradient);
    }
  }
  return parameters;
}

/** What local training changed: the update a client hands in. */
export function changeOf(trained: Float64Array, base: Float64Array): Float64Array {
  return trained.map((value, place) => value - (base[place] as number));
}

function stepper({ optimiser, learningRate }: TrainingParameters, length: number): Stepper {
  return optimiser === 'adam'
    ? adamStepper(learningRate, length)
    : (parameters, gradient) => {
        for (let place = 0; place < length; place += 1) {
          parameters[place] = (parameters[place] as number) - learningRate * (gradient[place] as number);
        }
      };
}

function adamStepper(learningRate: number, length: number): Stepper {
  const first = new Float64Array(length);
  const second = new Float64Array(length);
  let [power1, power2] = [1, 1];
  return (parameters, gradient) => {
    power1 *= ADAM.beta1;
    power2 *= ADAM.beta2;
    const rate = (learningRate * Math.sqrt(1 - power2)) / (1 - power1);
    for (let place = 0; place < length; place += 1) {
      const slope = gradient[place] as number;
      const mean = ADAM.beta1 * (first[place] as number) + (1 - ADAM.beta1) * slope;
      const square = ADAM.beta2 * (second[place] as number) + (1 - ADAM.beta2) * slope * slope;
      first[place] = mean;
      second[place] = square;
      parameters[place] = (parameters[place] as number) - (rate * mean) / (Math.sqrt(square) + ADAM.epsilon);
    }
  };
}

function requireTraining({ epochs, batchSize, learningRate }: TrainingParameters): void {
  requireWhole('epochs', epochs, 1, 10_000);
  requireWhole('batchSize', batchSize, 1);
  requirePositive('learningRate', learningRate);
}
