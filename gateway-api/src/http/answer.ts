// SPDX-License-Identifier: Apache-2.0
import { transactions, z, type OutputOf, type TransactionName } from '@wattpass/chaincode/domain';
import type { Receipt } from '../fabric/contract.client.js';
import { receiptFields } from './documents.js';

/** A result with the transactions that made it, oldest first, and the block of the last. */
export type Answered<T> = T & { readonly txIds: readonly string[]; readonly blockNumber: string };

/** What a route over one writing transaction answers. */
export type Answer<N extends TransactionName> = Answered<OutputOf<N>>;

/** A receipt as REST answers it: the result's members and the transactions beside them. */
export function answerOf<T extends object>({ result, txIds, blockNumber }: Receipt<T>): Answered<T> {
  return { ...result, txIds, blockNumber };
}

/** The schema of {@link Answer}. */
export function answerSchema(name: TransactionName): z.ZodType {
  const output: z.ZodType = transactions[name].output;
  return answered(output);
}

/** The schema of a result with its transactions beside it. */
export function answered(result: z.ZodType): z.ZodType {
  if (!(result instanceof z.ZodObject)) {
    throw new TypeError('only an object can carry its transactions');
  }
  return result.extend(receiptFields);
}
