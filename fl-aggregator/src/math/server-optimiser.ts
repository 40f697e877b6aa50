// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { requirePositive, requireWhole, requireWithin } from './rule-parameters.js';

/** Hyper-parameters of an adaptive server optimiser (Reddi et al., ICLR 2021, algorithm 2). */
export interface ServerOptimiserParameters {
  /** η, the server's learning rate. */
  readonly learningRate: number;
  /** β₁, decay of the first moment. */
  readonly beta1: number;
  /** β₂, decay of the second moment. */
  readonly beta2: number;
  /** τ, the degree of adaptivity: the least denominator. */
  readonly tau: number;
}

/** What the server carries from round to round; part of a checkpoint. */
export interface ServerOptimiserState {
  /** Rounds already made. */
  readonly rounds: number;
  readonly firstMoment: Float64Array;
  readonly secondMoment: Float64Array;
}

/** The state before the first round. */
export function initialServerState(length: number): ServerOptimiserState {
  return { rounds: 0, firstMoment: new Float64Array(length), secondMoment: new Float64Array(length) };
}

/** One round of an optimiser: the change of the model to make, and the state to keep. */
export interface ServerStep {
  readonly change: Float64Array;
  readonly state: ServerOptimiserState;
}

/** How one coordinate's second moment follows a squared change. */
export type SecondMomentRule = (moment: number, squared: number, beta2: number) => number;

/**
 * The step FedAdam and FedYogi share: m ← β₁m + (1−β₁)Δ, v by `follow`, change = rate·m / (√v + τ).
 * @param delta Δ, the aggregated update.
 * @param rate The learning rate of this round, bias corrected or not.
 * @throws LearningError WRONG_LENGTH if the state is of another model.
 */
export function serverStep(
  delta: Float64Array,
  state: ServerOptimiserState,
  parameters: ServerOptimiserParameters,
  rate: number,
  follow: SecondMomentRule,
): ServerStep {
  const { length } = delta;
  if (state.firstMoment.length !== length || state.secondMoment.length !== length) {
    throw new LearningError('WRONG_LENGTH', 'state', `moments of ${length} parameters`);
  }
  const { beta1, beta2, tau } = parameters;
  const firstMoment = new Float64Array(length);
  const secondMoment = new Float64Array(length);
  const change = new Float64Array(length);
  for (let place = 0; place < length; place += 1) {
    const step = delta[place] as number;
    const first = beta1 * (state.firstMoment[place] as number) + (1 - beta1) * step;
    const second = follow(state.secondMoment[place] as number, step * step, beta2);
    firstMoment[place] = first;
    secondMoment[place] = second;
    change[place] = (rate * first) / (Math.sqrt(second) + tau);
  }
  return { change, state: { rounds: state.rounds + 1, firstMoment, secondMoment } };
}

/** @throws LearningError WRONG_PARAMETER naming the first that is out of range. */
export function requireServerParameters({ learningRate, beta1, beta2, tau }: ServerOptimiserParameters): void {
  requirePositive('learningRate', learningRate);
  requireWithin('beta1', beta1, 0, 1);
  requireWithin('beta2', beta2, 0, 1);
  requirePositive('tau', tau);
}

/** base^exponent by repeated multiplication: the same to the bit on every engine, which Math.pow does not promise. */
export function wholePower(base: number, exponent: number): number {
  requireWhole('exponent', exponent, 0);
  let product = 1;
  for (let factor = 0; factor < exponent; factor += 1) {
    product *= base;
  }
  return product;
}
