// SPDX-License-Identifier: Apache-2.0
import {
  hashedKey,
  historyRange,
  privateKey,
  privateRange,
  stateKey,
  stateRange,
  type KeyRange,
} from './database-keys.js';
import type { DatabaseReader } from './ledger-database.js';
import { decodeValue, type VersionedValue } from './stored-value.js';

/** A key of the state with its value. */
export interface StateEntry extends VersionedValue {
  readonly key: string;
}

/** The committed state at one height. */
export interface StateView {
  get(namespace: string, key: string): VersionedValue | undefined;
  /** The hash of a private value; `keyHash` in hex. */
  getHashed(namespace: string, collection: string, keyHash: string): VersionedValue | undefined;
  /** A private value as the organisation `mspId` holds it. */
  getPrivate(mspId: string, namespace: string, collection: string, key: string): VersionedValue | undefined;
  /** Public keys from `start` up to, not including, `end`, in key order; an empty `end` means no bound. */
  range(namespace: string, start: string, end: string): AsyncIterableIterator<StateEntry>;
  /** The private keys of a collection that `mspId` holds. */
  privateRange(
    mspId: string,
    namespace: string,
    collection: string,
    start: string,
    end: string,
  ): AsyncIterableIterator<StateEntry>;
  /** The encoded modifications (queryresult.KeyModification) of a key, newest first. */
  history(namespace: string, key: string): AsyncIterableIterator<Uint8Array>;
}

/** Reads single values from a database. */
type ValueReader = (key: string) => VersionedValue | undefined;

/** Reads the state through a database that changes. */
export function createStateView(database: DatabaseReader): StateView {
  return stateView(database, valueReader(database));
}

/** Reads the state through a snapshot, each value once: several peers execute the same transaction on it. */
export function createSnapshotView(snapshot: DatabaseReader): StateView {
  const read = valueReader(snapshot);
  const known = new Map<string, VersionedValue | undefined>();
  return stateView(snapshot, (key) => {
    if (known.has(key)) return known.get(key);
    const value = read(key);
    known.set(key, value);
    return value;
  });
}

function valueReader(database: DatabaseReader): ValueReader {
  return (key) => {
    const bytes = database.get(key);
    return bytes === undefined ? undefined : decodeValue(bytes);
  };
}

function stateView(database: DatabaseReader, value: ValueReader): StateView {
  async function* entries(range: KeyRange, prefix: number): AsyncIterableIterator<StateEntry> {
    for await (const [key, bytes] of database.entries(range)) yield { key: key.slice(prefix), ...decodeValue(bytes) };
  }
  return {
    get: (namespace, key) => value(stateKey(namespace, key)),
    getHashed: (namespace, collection, keyHash) => value(hashedKey(namespace, collection, keyHash)),
    getPrivate: (mspId, namespace, collection, key) => value(privateKey(mspId, namespace, collection, key)),
    range: (namespace, start, end) => entries(stateRange(namespace, start, end), stateKey(namespace, '').length),
    privateRange: (mspId, namespace, collection, start, end) =>
      entries(
        privateRange(mspId, namespace, collection, start, end),
        privateKey(mspId, namespace, collection, '').length,
      ),
    async *history(namespace, key) {
      for await (const [, bytes] of database.entries(historyRange(namespace, key), { reverse: true })) yield bytes;
    },
  };
}
