// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { batteryTransactions } from './battery/transactions.js';
import { committeeTransactions } from './committee/transactions.js';
import { consortiumTransactions } from './consortium/transactions.js';
import { learningTransactions } from './learning/transactions.js';
import { logisticsTransactions } from './logistics/transactions.js';
import { marketTransactions } from './market/transactions.js';
import { reputationTransactions } from './reputation/transactions.js';
import { traderTransactions } from './trader/transactions.js';
import { twinTransactions } from './twin/transactions.js';
import { walletTransactions } from './wallet/transactions.js';

/**
 * The catalogue of every transaction, shared by contracts, gateways and tests: name (`contract:transaction`) to schemas,
 * kind, roles and collection.
 */
export const transactions = {
  ...consortiumTransactions,
  ...batteryTransactions,
  ...logisticsTransactions,
  ...twinTransactions,
  ...reputationTransactions,
  ...committeeTransactions,
  ...walletTransactions,
  ...traderTransactions,
  ...marketTransactions,
  ...learningTransactions,
};

/** The name of a transaction, `contract:transaction`. */
export type TransactionName = keyof typeof transactions;

/** What a caller sends. */
export type InputOf<N extends TransactionName> = z.input<(typeof transactions)[N]['input']>;

/** What the handler gets: the input with defaults filled in. */
export type ParsedInputOf<N extends TransactionName> = z.output<(typeof transactions)[N]['input']>;

/** What a transaction answers. */
export type OutputOf<N extends TransactionName> = z.output<(typeof transactions)[N]['output']>;

/** The private payload, or `undefined` where a transaction takes none. */
export type PrivateOf<N extends TransactionName> = (typeof transactions)[N] extends { readonly private: infer P }
  ? P extends z.ZodType
    ? z.output<P>
    : undefined
  : undefined;
