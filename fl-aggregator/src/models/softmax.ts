// SPDX-License-Identifier: Apache-2.0
import type { Examples } from './examples.js';

/** Sizes of a softmax regression; its parameters are a row of weights a class, then the biases. */
interface SoftmaxShape {
  readonly inputs: number;
  readonly classes: number;
}

/** Scores of one row: W·x + b. */
export function softmaxScores(
  { inputs, classes }: SoftmaxShape,
  parameters: Float64Array,
  features: Float64Array | Float32Array,
  row: number,
  scores: Float64Array,
): void {
  for (let label = 0; label < classes; label += 1) {
    const weights = label * inputs;
    let even = parameters[classes * inputs + label] as number;
    let odd = 0; // two running sums, so that one addition need not wait for the other
    let input = 0;
    for (; input + 1 < inputs; input += 2) {
      even += (parameters[weights + input] as number) * (features[row + input] as number);
      odd += (parameters[weights + input + 1] as number) * (features[row + input + 1] as number);
    }
    if (input < inputs) {
      even += (parameters[weights + input] as number) * (features[row + input] as number);
    }
    scores[label] = even + odd;
  }
}

/** Adds the gradient of the summed cross entropy; gives the sum. */
export function softmaxGradient(
  shape: SoftmaxShape,
  parameters: Float64Array,
  { features, labels }: Examples,
  places: Uint32Array,
  from: number,
  to: number,
  gradient: Float64Array,
): number {
  const { inputs, classes } = shape;
  const scores = new Float64Array(classes);
  let loss = 0;
  for (let turn = from; turn < to; turn += 1) {
    const place = places[turn] as number;
    const row = place * inputs;
    softmaxScores(shape, parameters, features, row, scores);
    loss += toErrors(scores, labels[place] as number);
    for (let label = 0; label < classes; label += 1) {
      const error = scores[label] as number;
      const weights = label * inputs;
      for (let input = 0; input < inputs; input += 1) {
        gradient[weights + input] = (gradient[weights + input] as number) + error * (features[row + input] as number);
      }
      gradient[classes * inputs + label] = (gradient[classes * inputs + label] as number) + error;
    }
  }
  return loss;
}

/**
 * Turns scores into the cross entropy's derivatives by them, probability less one for the right class; gives the cross
 * entropy. The largest score is taken off first, so that nothing overflows.
 */
export function toErrors(scores: Float64Array, label: number): number {
  let largest = -Infinity;
  for (let place = 0; place < scores.length; place += 1) {
    largest = Math.max(largest, scores[place] as number);
  }
  const right = (scores[label] as number) - largest;
  let sum = 0;
  for (let place = 0; place < scores.length; place += 1) {
    const power = Math.exp((scores[place] as number) - largest);
    scores[place] = power;
    sum += power;
  }
  for (let place = 0; place < scores.length; place += 1) {
    scores[place] = (scores[place] as number) / sum;
  }
  scores[label] = (scores[label] as number) - 1;
  return Math.log(sum) - right;
}
