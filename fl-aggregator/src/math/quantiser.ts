// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import type { ClientUpdate } from './client-update.js';
import { requireWhole } from './rule-parameters.js';

/**
 * How real numbers become integers, once, at the client: `2^bits` levels from −bound to bound. The bound is a power of
 * two, so the width of a level is one too and turning levels back into numbers is exact.
 */
export interface Quantiser {
  /** log₂ of the largest magnitude. */
  readonly boundExponent: number;
  /** log₂ of the number of levels. */
  readonly bits: number;
}

/** Levels of 2⁻¹⁸ from −8 to 8, as many as Flower's secure aggregation takes. */
export const defaultQuantiser: Quantiser = { boundExponent: 3, bits: 22 };

/** An update as the client commits to it and as it is summed. */
export interface QuantisedUpdate {
  readonly clientId: string;
  /** The client's weight. */
  readonly examples: number;
  /** One level a parameter, from 0 to 2^bits − 1; 2^(bits−1) stands for zero. */
  readonly levels: Uint32Array;
}

/** @throws LearningError WRONG_PARAMETER for bounds or level counts that lose exactness. */
export function requireQuantiser({ boundExponent, bits }: Quantiser): void {
  requireWhole('bits', bits, 2, 31);
  requireWhole('boundExponent', boundExponent, -60, 60);
}

/** The width of one level. */
export function levelWidth({ boundExponent, bits }: Quantiser): number {
  return 2 ** (boundExponent + 1 - bits);
}

/**
 * The nearest levels, halves upwards; what lies outside the bound becomes the outermost level.
 * @throws LearningError NOT_FINITE, WRONG_PARAMETER.
 */
export function quantised(update: ClientUpdate, quantiser: Quantiser = defaultQuantiser): QuantisedUpdate {
  requireQuantiser(quantiser);
  const scale = 1 / levelWidth(quantiser);
  const zero = 2 ** (quantiser.bits - 1);
  const levels = new Uint32Array(update.parameters.length);
  for (let place = 0; place < levels.length; place += 1) {
    const value = update.parameters[place] as number;
    if (!Number.isFinite(value)) {
      throw new LearningError('NOT_FINITE', update.clientId, 'finite numbers only');
    }
    const level = Math.round(value * scale) + zero;
    levels[place] = Math.min(Math.max(level, 0), 2 * zero - 1);
  }
  return { clientId: update.clientId, examples: update.examples, levels };
}

/** The numbers that the levels stand for; exact. @throws LearningError WRONG_PARAMETER. */
export function dequantised(update: QuantisedUpdate, quantiser: Quantiser = defaultQuantiser): ClientUpdate {
  requireQuantiser(quantiser);
  const width = levelWidth(quantiser);
  const zero = 2 ** (quantiser.bits - 1);
  const parameters = Float64Array.from(update.levels, (level) => (level - zero) * width);
  return { clientId: update.clientId, examples: update.examples, parameters };
}
