// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { DomainError } from '../errors.js';

/** The largest amount of one coin, note or escrow, micro-currency: it fits a signed 64-bit integer. */
export const MAX_AMOUNT = 999_999_999_999_999_999n;

/** A sum of money in micro-currency, at least 1: a decimal string, because it may pass 2^53. */
export const Amount = z
  .string()
  .regex(/^[1-9][0-9]{0,17}$/, 'a whole number of micro-currency from 1 to 10^18 - 1, as a decimal string');

/** As {@link Amount}, or `0`. */
export const AmountOrZero = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,17})$/, 'a whole number of micro-currency from 0 to 10^18 - 1, as a decimal string');

/** The sum of decimal strings. */
export function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

/**
 * The decimal string of an amount that was computed.
 * @throws DomainError RULE_VIOLATION (`amountRange`) below 0 or above {@link MAX_AMOUNT}
 */
export function amountText(amount: bigint): string {
  return inRange(amount, 0n);
}

/** As {@link amountText}, for what cannot be 0. @throws DomainError RULE_VIOLATION (`amountRange`) */
export function positiveText(amount: bigint): string {
  return inRange(amount, 1n);
}

function inRange(amount: bigint, least: bigint): string {
  if (amount < least || amount > MAX_AMOUNT) {
    throw new DomainError('RULE_VIOLATION', `an amount of ${amount} is out of range`, {
      rule: 'amountRange',
      amount: amount.toString(),
      least: least.toString(),
      most: MAX_AMOUNT.toString(),
    });
  }
  return amount.toString();
}
