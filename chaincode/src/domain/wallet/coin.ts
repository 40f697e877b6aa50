// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { sha256Hex } from '../digest.js';
import { Hex256 } from '../fields.js';
import { Address } from './address.js';
import { Amount } from './amount.js';

/** Money that one key can spend, whole and once. */
export const Coin = z.strictObject({ id: Hex256, owner: Address, amount: Amount });

/** See {@link Coin}. */
export type Coin = z.infer<typeof Coin>;

/** A coin as a payload names it. */
export const CoinRef = z.strictObject({ owner: Address, id: Hex256 });

/** See {@link CoinRef}. */
export type CoinRef = z.infer<typeof CoinRef>;

/**
 * The id of what a transaction makes in place `index` (coins and notes, counted together from 0). It never returns, so
 * that a payload which names its inputs cannot be replayed.
 */
export function outputId(txId: string, index: number): string {
  return sha256Hex(`${txId}/${index}`);
}
