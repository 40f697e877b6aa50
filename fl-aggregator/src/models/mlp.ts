// SPDX-License-Identifier: Apache-2.0
import type { Examples } from './examples.js';
import { softmaxScores, toErrors } from './softmax.js';

/**
 * Sizes of a perceptron with one hidden layer of rectified linear units. Its parameters are the hidden layer's weights, a
 * row a unit, its biases, then the output layer's weights, a row a class, and its biases.
 */
interface MlpShape {
  readonly inputs: number;
  readonly hidden: number;
  readonly classes: number;
}

/** Scores of one row. @param activations As long as the hidden layer; overwritten. */
export function mlpScores(
  { inputs, hidden, classes }: MlpShape,
  parameters: Float64Array,
  features: Float64Array | Float32Array,
  row: number,
  activations: Float64Array,
  scores: Float64Array,
): void {
  softmaxScores({ inputs, classes: hidden }, parameters, features, row, activations);
  for (let unit = 0; unit < hidden; unit += 1) {
    activations[unit] = Math.max(0, activations[unit] as number);
  }
  const outputs = parameters.subarray((inputs + 1) * hidden);
  softmaxScores({ inputs: hidden, classes }, outputs, activations, 0, scores);
}

/** Adds the gradient of the summed cross entropy by back propagation; gives the sum. */
export function mlpGradient(
  shape: MlpShape,
  parameters: Float64Array,
  { features, labels }: Examples,
  places: Uint32Array,
  from: number,
  to: number,
  gradient: Float64Array,
): number {
  const { inputs, hidden, classes } = shape;
  const activations = new Float64Array(hidden);
  const errors = new Float64Array(classes);
  const hiddenErrors = new Float64Array(hidden);
  const start = (inputs + 1) * hidden;
  const outputs = parameters.subarray(start);
  const outputGradient = gradient.subarray(start);
  let loss = 0;
  for (let turn = from; turn < to; turn += 1) {
    const place = places[turn] as number;
    const row = place * inputs;
    mlpScores(shape, parameters, features, row, activations, errors);
    loss += toErrors(errors, labels[place] as number);
    addLayerGradient(outputGradient, errors, activations, 0, hidden);
    backwards(outputs, errors, activations, hiddenErrors);
    addLayerGradient(gradient, hiddenErrors, features, row, inputs);
  }
  return loss;
}

/** Adds error × input for each weight of a layer and the error for each bias. Units that are off add nothing. */
function addLayerGradient(
  gradient: Float64Array,
  errors: Float64Array,
  values: Float64Array | Float32Array,
  row: number,
  inputs: number,
): void {
  const units = errors.length;
  for (let unit = 0; unit < units; unit += 1) {
    const error = errors[unit] as number;
    if (error !== 0) {
      const weights = unit * inputs;
      for (let input = 0; input < inputs; input += 1) {
        gradient[weights + input] = (gradient[weights + input] as number) + error * (values[row + input] as number);
      }
      gradient[units * inputs + unit] = (gradient[units * inputs + unit] as number) + error;
    }
  }
}

/** The errors of the hidden units: the outputs' errors through their weights, nothing through a unit that is off. */
function backwards(
  outputs: Float64Array,
  errors: Float64Array,
  activations: Float64Array,
  hiddenErrors: Float64Array,
): void {
  const hidden = hiddenErrors.length;
  for (let unit = 0; unit < hidden; unit += 1) {
    let error = 0;
    if ((activations[unit] as number) > 0) {
      for (let label = 0; label < errors.length; label += 1) {
        error += (errors[label] as number) * (outputs[label * hidden + unit] as number);
      }
    }
    hiddenErrors[unit] = error;
  }
}
