// SPDX-License-Identifier: Apache-2.0
import {
  requireServerParameters,
  serverStep,
  wholePower,
  type ServerOptimiserParameters,
  type ServerOptimiserState,
  type ServerStep,
} from './server-optimiser.js';

/** Defaults of the paper and of Flower's message API; the local rate that goes with them is 0.1. */
export const defaultFedAdam: ServerOptimiserParameters = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, tau: 1e-3 };

/**
 * FedAdam (Reddi et al., ICLR 2021): v ← β₂v + (1−β₂)Δ². The paper corrects no bias. As Flower does, the rate is
 * corrected by √(1−β₂ᵏ)/(1−β₁ᵏ) (Kingma and Ba, 2015, before 2.1), with k one more than the round, counted from 1.
 * @throws LearningError WRONG_PARAMETER, WRONG_LENGTH.
 */
export function fedAdam(
  delta: Float64Array,
  state: ServerOptimiserState,
  parameters: ServerOptimiserParameters = defaultFedAdam,
): ServerStep {
  requireServerParameters(parameters);
  const { learningRate, beta1, beta2 } = parameters;
  const exponent = state.rounds + 2;
  const rate = (learningRate * Math.sqrt(1 - wholePower(beta2, exponent))) / (1 - wholePower(beta1, exponent));
  return serverStep(delta, state, parameters, rate, (moment, squared) => beta2 * moment + (1 - beta2) * squared);
}
