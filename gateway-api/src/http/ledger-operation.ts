// SPDX-License-Identifier: Apache-2.0
import { transactions, type TransactionName, type z } from '@wattpass/chaincode/domain';
import { answerSchema } from './answer.js';
import { listOf } from './documents.js';
import { Operation, type OperationOptions } from './operation.js';

type More = Pick<OperationOptions, 'summary' | 'location' | 'answer'>;

/** Declares a POST that carries out `transaction`, or a saga that begins with it; answers 201. */
export function Submits(id: string, transaction: TransactionName, more: More = {}): MethodDecorator {
  const answer = more.answer ?? answerSchema(transaction);
  return Operation({ ...more, id, transaction, post: true, status: 201, answer });
}

/** Declares a GET that answers as `transaction` does. */
export function Reads(id: string, transaction: TransactionName): MethodDecorator {
  return Operation({ id, transaction, answer: transactions[transaction].output });
}

/** Declares a GET of a list, a page of `item` at a time. */
export function Lists(id: string, transaction: TransactionName, item: z.ZodType): MethodDecorator {
  return Operation({ id, transaction, answer: listOf(item) });
}
