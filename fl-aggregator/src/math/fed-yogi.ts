// SPDX-License-Identifier: Apache-2.0
import {
  requireServerParameters,
  serverStep,
  type ServerOptimiserParameters,
  type ServerOptimiserState,
  type ServerStep,
} from './server-optimiser.js';

/** Defaults of Flower; the local rate that goes with them is 0.0316. */
export const defaultFedYogi: ServerOptimiserParameters = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, tau: 1e-3 };

/**
 * FedYogi (Reddi et al., ICLR 2021): v ← v − (1−β₂)·Δ²·sign(v − Δ²), so that the second moment grows and shrinks by
 * the change's size and not by its own. No bias correction, as in the paper and in Flower.
 * @throws LearningError WRONG_PARAMETER, WRONG_LENGTH.
 */
export function fedYogi(
  delta: Float64Array,
  state: ServerOptimiserState,
  parameters: ServerOptimiserParameters = defaultFedYogi,
): ServerStep {
  requireServerParameters(parameters);
  return serverStep(delta, state, parameters, parameters.learningRate, (moment, squared, beta2) => {
    return moment - (1 - beta2) * squared * Math.sign(moment - squared);
  });
}
