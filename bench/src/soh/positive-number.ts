// SPDX-License-Identifier: Apache-2.0
import { UsageError } from '../flags.js';

/** A positive decimal number. @throws UsageError naming the flag and the rule. */
export function positiveNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new UsageError(`${flag}: a positive number, not ${text}`);
  }
  return value;
}
