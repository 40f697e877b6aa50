// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { defaultQuantiser, levelWidth, requireQuantiser, type QuantisedUpdate, type Quantiser } from './quantiser.js';

/** A weighted sum of levels. Exact, so the same in any order, on any machine, masked or not. */
export interface IntegerSum {
  /** Σ nᵢ. */
  readonly examples: number;
  /** Σ nᵢ·levelᵢ for each parameter: whole numbers below 2⁵³. */
  readonly levels: Float64Array;
}

/**
 * Σ nᵢ·levelᵢ and Σ nᵢ.
 * @throws LearningError TOO_FEW_CLIENTS for none, WRONG_LENGTH, CAPACITY_EXCEEDED if a sum could pass 2⁵³.
 */
export function integerSum(updates: readonly QuantisedUpdate[], quantiser: Quantiser = defaultQuantiser): IntegerSum {
  requireQuantiser(quantiser);
  const length = updates[0]?.levels.length;
  if (length === undefined) {
    throw new LearningError('TOO_FEW_CLIENTS', 'updates', 'at least 1 client');
  }
  const examples = updates.reduce((sum, update) => sum + update.examples, 0);
  requireCapacity(examples, quantiser, 53);
  const levels = new Float64Array(length);
  for (const update of updates) {
    if (update.levels.length !== length) {
      throw new LearningError('WRONG_LENGTH', update.clientId, `${length} parameters, not ${update.levels.length}`);
    }
    for (let place = 0; place < length; place += 1) {
      levels[place] = (levels[place] as number) + update.examples * (update.levels[place] as number);
    }
  }
  return { examples, levels };
}

/** The weighted mean the sum stands for: FedAvg of the quantised updates. */
export function meanOfSum({ examples, levels }: IntegerSum, quantiser: Quantiser = defaultQuantiser): Float64Array {
  const width = levelWidth(quantiser);
  const zero = 2 ** (quantiser.bits - 1) * examples;
  return levels.map((sum) => ((sum - zero) / examples) * width);
}

/** @throws LearningError CAPACITY_EXCEEDED if a sum with this total weight could reach 2^`bits`. */
export function requireCapacity(examples: number, quantiser: Quantiser, bits: number): void {
  if (examples * 2 ** quantiser.bits > 2 ** bits) {
    const most = 2 ** (bits - quantiser.bits);
    throw new LearningError('CAPACITY_EXCEEDED', 'examples', `a total weight of at most ${most}, not ${examples}`);
  }
}
