// SPDX-License-Identifier: Apache-2.0

import type { Context } from 'fabric-contract-api';
import type { Collection } from '../domain/collections.js';
import type { Entry, EntryPage, Key, Ledger, Version } from './ledger.js';

/**
 * The {@link Ledger} over Fabric's chaincode stub. A transaction asks its peer once for each public record: Fabric shows it
 * the same state from beginning to end.
 */
export function stubLedger(stub: Context['stub']): Ledger {
  const asked = new Map<string, Promise<Uint8Array>>();
  const ask = (key: string): Promise<Uint8Array> => {
    const answer = asked.get(key) ?? stub.getState(key);
    asked.set(key, answer);
    return answer;
  };
  const compose = ([prefix, ...parts]: Key): string => stub.createCompositeKey(prefix, parts);
  const entryOf = (found: { key: string; value: Uint8Array }): Entry => {
    const { objectType, attributes } = stub.splitCompositeKey(found.key);
    return { key: [objectType, ...attributes], value: found.value };
  };

  return {
    get: async (key) => present(await ask(compose(key))),
    put: (key, value) => stub.putState(compose(key), value),
    delete: (key) => stub.deleteState(compose(key)),
    range: ([prefix, ...parts]) => walk(() => stub.getStateByPartialCompositeKey(prefix, parts), entryOf),
    page: async ([prefix, ...parts], limit, bookmark): Promise<EntryPage> => {
      const { iterator, metadata } = await stub.getStateByPartialCompositeKeyWithPagination(
        prefix,
        parts,
        limit,
        bookmark,
      );
      const entries: Entry[] = [];
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        entries.push(entryOf(next.value));
      }
      await iterator.close();
      return { entries, bookmark: entries.length < limit ? '' : metadata.bookmark };
    },
    history: async (key): Promise<Version[]> => {
      const versions: Version[] = [];
      const iterator = await stub.getHistoryForKey(compose(key));
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        const { txId, timestamp, isDelete, value } = next.value;
        const at = new Date(Number(timestamp.seconds) * 1000 + Math.trunc(timestamp.nanos / 1e6));
        versions.push({ txId, at, value: isDelete ? undefined : value });
      }
      await iterator.close();
      return versions.reverse();
    },
    getPrivate: async (collection, key) => present(await stub.getPrivateData(collection, compose(key))),
    putPrivate: (collection, key, value) => stub.putPrivateData(collection, compose(key), value),
    privateRange: (collection: Collection, [prefix, ...parts]) =>
      walk(async () => {
        const query: unknown = await stub.getPrivateDataByPartialCompositeKey(collection, prefix, parts);
        return iteratorOf(query);
      }, entryOf),
    privateHash: async (collection, key) => {
      const hash = present(await stub.getPrivateDataHash(collection, compose(key)));
      return hash === undefined ? undefined : Buffer.from(hash).toString('hex');
    },
    emit: (name, payload) => {
      stub.setEvent(name, payload);
    },
  };
}

/** What the shim's range queries give, of which its types name only a part. */
interface StateIterator {
  next(): Promise<{ value: { key: string; value: Uint8Array }; done: boolean }>;
  close(): Promise<void>;
}

/** The shim answers private ranges with the iterator itself or wrapped, depending on its version. */
function iteratorOf(query: unknown): StateIterator {
  const wrapped = (query as { iterator?: StateIterator }).iterator;
  return wrapped ?? (query as StateIterator);
}

async function* walk(
  open: () => Promise<StateIterator>,
  entryOf: (found: { key: string; value: Uint8Array }) => Entry,
): AsyncIterable<Entry> {
  const iterator = await open();
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield entryOf(next.value);
    }
  } finally {
    await iterator.close();
  }
}

/** Fabric answers an absent key with no bytes. */
function present(bytes: Uint8Array): Uint8Array | undefined {
  return bytes.length === 0 ? undefined : bytes;
}
