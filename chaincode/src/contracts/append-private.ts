// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { atItem } from '../domain/at-item.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { CollectionName } from '../domain/collections.js';
import { sha256Hex } from '../domain/digest.js';
import { DomainError } from '../domain/errors.js';
import type { Key } from '../ledger/ledger.js';
import { encodeRecord, findPrivate } from '../ledger/repository.js';
import { announce, newItemId, type EventItem, type Session } from './session.js';

/** A private record as it stands in its collection: what the caller sent, and what the contract adds. */
interface Stored<R> {
  readonly id: string;
  readonly record: R;
}

/** How records of one kind go into their collection. */
export interface PrivateAppend<R, S extends Stored<R>> {
  readonly collection: CollectionName;
  readonly schema: z.ZodType<S>;
  /** Kind of record, as events name it. */
  readonly kind: string;
  readonly keyOf: (record: R, id: string) => Key;
  /** Checks that the caller may add this record and completes it. It may read public state only. */
  readonly complete: (record: R, id: string) => Promise<S>;
}

/**
 * Appends private records, all or none, under ids that follow from (caller, key, place in the list). A repeat meets the
 * records of the first time and leaves them as they are, whatever has changed since; a new salt does not make it another.
 * @throws DomainError ALREADY_EXISTS where other content stands under the same id, and what `complete` throws, at the item.
 */
export async function appendPrivate<R extends { readonly salt: string }, S extends Stored<R>>(
  session: Session,
  key: string,
  records: readonly R[],
  append: PrivateAppend<R, S>,
): Promise<{ ids: string[] }> {
  const { ledger } = session;
  const ids = records.map((_, index) => newItemId(session, key, index));
  const fresh: { at: Key; bytes: Uint8Array; item: EventItem }[] = [];
  const known: { at: Key; bytes: Uint8Array }[] = [];
  for (const [index, record] of records.entries()) {
    const id = newItemId(session, key, index);
    const at = append.keyOf(record, id);
    await atItem('items', index, async () => {
      const existing = await findPrivate(ledger, append.schema, append.collection, at);
      if (existing === undefined) {
        const bytes = encodeRecord(await append.complete(record, id));
        fresh.push({ at, bytes, item: { kind: append.kind, id, commitment: sha256Hex(bytes) } });
      } else {
        checkSame(existing.record, record, id);
        known.push({ at, bytes: encodeRecord(existing) });
      }
    });
  }
  // A transaction that writes nothing is judged by the chaincode's policy, which one organisation cannot meet: a repeat
  // writes the same bytes again.
  for (const { at, bytes } of fresh.length > 0 ? fresh : known) {
    await ledger.putPrivate(append.collection, at, bytes);
  }
  announce(
    session,
    `${append.kind}.recorded`,
    fresh.map(({ item }) => item),
  );
  return { ids };
}

function checkSame<R extends { readonly salt: string }>(existing: R, asked: R, id: string): void {
  if (canonicalJson({ ...existing, salt: '' }) !== canonicalJson({ ...asked, salt: '' })) {
    throw new DomainError('ALREADY_EXISTS', `record ${id} was made under this key with other content`, { id });
  }
}
