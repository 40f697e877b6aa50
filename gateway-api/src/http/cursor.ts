// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { z } from '@wattpass/chaincode/domain';
import { Problem } from './problem.js';

/** The query of every list. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(4096).optional(),
});

/** See {@link pageQuerySchema}. */
export type PageQuery = z.output<typeof pageQuerySchema>;

/** One page of a list; no `nextCursor` says that it is the last. */
export interface PageAnswer<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

const HASH_CHARACTERS = 16;

/** A cursor: the ledger's bookmark and the list it belongs to, so that it cannot be used on another one. */
export function encodeCursor(list: string, bookmark: string): string {
  return Buffer.from(`${listHash(list)}${bookmark}`).toString('base64url');
}

/**
 * The bookmark in a cursor; empty without one.
 * @throws Problem INVALID_CURSOR when it was made for another list.
 */
export function decodeCursor(list: string, cursor: string | undefined): string {
  if (cursor === undefined) {
    return '';
  }
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(listHash(list))) {
    throw new Problem('INVALID_CURSOR', 'the cursor was not made by this list', {
      errors: [{ pointer: '/cursor', rule: 'a nextCursor of this list' }],
    });
  }
  return text.slice(HASH_CHARACTERS);
}

/** A page of the ledger as an answer of REST. */
export function pageAnswer<T>(list: string, page: { items: readonly T[]; bookmark: string }): PageAnswer<T> {
  return page.bookmark === ''
    ? { items: page.items }
    : { items: page.items, nextCursor: encodeCursor(list, page.bookmark) };
}

function listHash(list: string): string {
  return createHash('sha256').update(list).digest('hex').slice(0, HASH_CHARACTERS);
}
