// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { requireWhole } from '../math/rule-parameters.js';
import type { RandomStream } from '../random-stream.js';
import type { Examples } from './examples.js';
import { mlpGradient, mlpScores } from './mlp.js';
import { softmaxGradient, softmaxScores } from './softmax.js';

/** A classifier's shape. Its parameters are one flat array, so that every rule and mask sees a plain vector. */
export type ModelSpec =
  | { readonly kind: 'softmax'; readonly inputs: number; readonly classes: number }
  | { readonly kind: 'mlp'; readonly inputs: number; readonly hidden: number; readonly classes: number };

/** @throws LearningError WRONG_PARAMETER for sizes that are no whole numbers or absurd. */
export function requireModel(spec: ModelSpec): void {
  requireWhole('inputs', spec.inputs, 1, 65_536);
  requireWhole('classes', spec.classes, 2, 256);
  if (spec.kind === 'mlp') {
    requireWhole('hidden', spec.hidden, 1, 65_536);
  }
}

/** How many parameters a model has. */
export function parameterCount(spec: ModelSpec): number {
  return spec.kind === 'softmax'
    ? (spec.inputs + 1) * spec.classes
    : (spec.inputs + 1) * spec.hidden + (spec.hidden + 1) * spec.classes;
}

/** Zeros for softmax, whose loss is convex; He's normal weights (ICCV 2015) and zero biases for the MLP's hidden layer. */
export function initialParameters(spec: ModelSpec, stream: RandomStream): Float64Array {
  requireModel(spec);
  const parameters = new Float64Array(parameterCount(spec));
  if (spec.kind === 'mlp') {
    const { inputs, hidden, classes } = spec;
    fillNormal(parameters, 0, inputs * hidden, Math.sqrt(2 / inputs), stream);
    fillNormal(parameters, (inputs + 1) * hidden, hidden * classes, Math.sqrt(1 / hidden), stream);
  }
  return parameters;
}

/**
 * Mean cross entropy over some rows, and its gradient.
 * @param places The rows.
 * @param from First entry of `places` that counts; `to` is the first that does not.
 * @param gradient Overwritten.
 * @returns The loss, in nats.
 */
export function lossAndGradient(
  spec: ModelSpec,
  parameters: Float64Array,
  examples: Examples,
  places: Uint32Array,
  from: number,
  to: number,
  gradient: Float64Array,
): number {
  gradient.fill(0);
  const loss =
    spec.kind === 'softmax'
      ? softmaxGradient(spec, parameters, examples, places, from, to, gradient)
      : mlpGradient(spec, parameters, examples, places, from, to, gradient);
  const scale = 1 / (to - from);
  for (let place = 0; place < gradient.length; place += 1) {
    gradient[place] = (gradient[place] as number) * scale;
  }
  return loss * scale;
}

/**
 * The class with the highest score for one row, ties to the first.
 * @param row Where the row starts in `features`.
 */
export function predictedClass(
  spec: ModelSpec,
  parameters: Float64Array,
  features: Float64Array | Float32Array,
  row = 0,
): number {
  const scores = classScores(spec, parameters, features, row);
  return scores.reduce((best, score, place) => (score > (scores[best] as number) ? place : best), 0);
}

/** The scores of all classes for one row, before softmax. */
export function classScores(
  spec: ModelSpec,
  parameters: Float64Array,
  features: Float64Array | Float32Array,
  row = 0,
): Float64Array {
  const scores = new Float64Array(spec.classes);
  if (spec.kind === 'softmax') {
    softmaxScores(spec, parameters, features, row, scores);
  } else {
    mlpScores(spec, parameters, features, row, new Float64Array(spec.hidden), scores);
  }
  return scores;
}

/** Share of the rows whose class is predicted. @throws LearningError WRONG_LENGTH for no rows or another model's parameters. */
export function accuracyOf(spec: ModelSpec, parameters: Float64Array, { count, features, labels }: Examples): number {
  if (count === 0 || parameters.length !== parameterCount(spec)) {
    throw new LearningError('WRONG_LENGTH', 'examples', `rows, and ${parameterCount(spec)} parameters`);
  }
  let right = 0;
  for (let place = 0; place < count; place += 1) {
    right += predictedClass(spec, parameters, features, place * spec.inputs) === labels[place] ? 1 : 0;
  }
  return right / count;
}

function fillNormal(
  parameters: Float64Array,
  start: number,
  count: number,
  deviation: number,
  stream: RandomStream,
): void {
  for (let place = start; place < start + count; place += 1) {
    parameters[place] = deviation * stream.normal();
  }
}
