// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';

/** @throws LearningError TOO_FEW_CLIENTS unless `count` is at least `least`. */
export function requireClients(count: number, least: number, rule: string): void {
  if (count < least) {
    throw new LearningError('TOO_FEW_CLIENTS', rule, `at least ${least} clients, not ${count}`);
  }
}

/** @throws LearningError WRONG_PARAMETER unless `value` is a whole number from `least` to `most`. */
export function requireWhole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new LearningError('WRONG_PARAMETER', name, `a whole number from ${least} to ${most}, not ${value}`);
  }
}

/** @throws LearningError WRONG_PARAMETER unless `value` lies in [least, below). */
export function requireWithin(name: string, value: number, least: number, below: number): void {
  if (!(value >= least && value < below)) {
    throw new LearningError('WRONG_PARAMETER', name, `from ${least} to below ${below}, not ${value}`);
  }
}

/** @throws LearningError WRONG_PARAMETER unless `value` is finite and greater than zero. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new LearningError('WRONG_PARAMETER', name, `finite and greater than 0, not ${value}`);
  }
}
