// SPDX-License-Identifier: Apache-2.0

import type { Collection } from '../domain/collections.js';

/** The parts of a composite key: a prefix of `keys.ts`, then the record's own parts. */
export type Key = readonly [prefix: string, ...parts: string[]];

/** A record met on a range, with the parts of its key. */
export interface Entry {
  readonly key: Key;
  readonly value: Uint8Array;
}

/** One past version of a record; `value` is undefined where it was deleted. */
export interface Version {
  readonly txId: string;
  readonly at: Date;
  readonly value: Uint8Array | undefined;
}

/** A page of a range; an empty bookmark says that nothing follows. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  readonly bookmark: string;
}

/**
 * What contracts need of Fabric. Reads see committed state only, never this transaction's own writes. A transaction
 * writes public state or one private collection, never both; it must not write after {@link page}, nor write private
 * data after {@link privateRange}.
 */
export interface Ledger {
  get(key: Key): Promise<Uint8Array | undefined>;
  put(key: Key, value: Uint8Array): Promise<void>;
  /** Removes a record; its history stays. */
  delete(key: Key): Promise<void>;
  /** All records whose keys begin with these parts, in the order of their keys. */
  range(prefix: Key): AsyncIterable<Entry>;
  /** One page of {@link range}; in evaluates only. */
  page(prefix: Key, limit: number, bookmark: string): Promise<EntryPage>;
  /** Versions of a record, oldest first. */
  history(key: Key): Promise<readonly Version[]>;
  getPrivate(collection: Collection, key: Key): Promise<Uint8Array | undefined>;
  putPrivate(collection: Collection, key: Key, value: Uint8Array): Promise<void>;
  privateRange(collection: Collection, prefix: Key): AsyncIterable<Entry>;
  /** Hex SHA-256 of a private record, which non-members can read as well. */
  privateHash(collection: Collection, key: Key): Promise<string | undefined>;
  /** The transaction's one event. */
  emit(name: string, payload: Uint8Array): void;
}
