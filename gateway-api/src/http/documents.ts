// SPDX-License-Identifier: Apache-2.0
import { z } from '@wattpass/chaincode/domain';

/** The answer of a request whose transaction is submitted and not settled. */
export const acceptedSchema = z.strictObject({
  txId: z.string(),
  status: z.literal('pending'),
  href: z.string(),
});

/** A problem document; see `problemDocument`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  requestId: z.string(),
  retryable: z.boolean(),
  errors: z.array(z.object({ pointer: z.string(), rule: z.string() })).optional(),
  txId: z.string().optional(),
  txIds: z.array(z.string()).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** The transactions behind an answer, oldest first, and the block of the last. */
export const receiptFields = { txIds: z.array(z.string()), blockNumber: z.string() };

/** A list's page. */
export function listOf<T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodOptional<z.ZodString> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}
