// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../domain/actor.js';
import { recordIdOf } from '../domain/digest.js';
import type { Ledger } from '../ledger/ledger.js';
import { encodeRecord } from '../ledger/repository.js';

/** What a handler works with: the ledger, the authorised caller and the transaction's own time. */
export interface Session {
  readonly ledger: Ledger;
  readonly actor: Actor;
  /** RFC 3339 UTC, from the transaction's timestamp. */
  readonly now: string;
  readonly txId: string;
}

/** The id of the record that this caller creates under an idempotency key. */
export function newRecordId(session: Session, key: string): string {
  return recordIdOf(session.actor.id, key);
}

/** The id of the record that this caller creates from one item of a list under an idempotency key, which has no slash. */
export function newItemId(session: Session, key: string, index: number): string {
  return newRecordId(session, `${key}/${index}`);
}

/** One item of an event: what happened to which record. Private records show kind and id only. */
export interface EventItem {
  readonly kind: string;
  readonly id: string;
  readonly [fact: string]: string | number;
}

/**
 * Sets the transaction's one event: an envelope `{type, items[]}`. Fabric keeps only the last, so it is called once. A
 * repeat that changed nothing has nothing to announce.
 */
export function announce(session: Session, type: string, eventItems: readonly EventItem[]): void {
  if (eventItems.length > 0) {
    session.ledger.emit(type, encodeRecord({ type, items: eventItems }));
  }
}
