// SPDX-License-Identifier: Apache-2.0
import { expiryKey, privateKey, privateWriteByHash, privateWritesByHash, privateWritesKey } from './database-keys.js';
import { keyHash, sha256 } from './hashes.js';
import type { DatabaseReader, DatabaseWrite } from './ledger-database.js';
import { encodeExpiry } from './expiry.js';
import { decodePrivateRwset, encodePrivateRwset, encodePrivateWrites } from './rwset-codec.js';
import type { NamespaceRwset, PrivateWriteSet } from './rwset.js';
import type { StateView } from './state-view.js';
import { encodeValue } from './stored-value.js';
import type { UpdateBatch } from './update-batch.js';
import { compareVersions, sameVersion, type Version } from './version.js';

interface PrivateUpdate {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
  readonly value: Uint8Array | undefined;
  readonly version: Version;
}

/** For how many blocks a collection keeps its values; `undefined` for ever. */
export type Lifetimes = (namespace: string, collection: string) => number | undefined;

/** The write sets that match the hashes a transaction has on the ledger; others are not its private data. */
export function matchingWriteSets(
  sets: readonly PrivateWriteSet[],
  rwset: readonly NamespaceRwset[],
): PrivateWriteSet[] {
  return sets.filter((set) => {
    const hashed = rwset
      .find((part) => part.namespace === set.namespace)
      ?.collections.find((collection) => collection.collection === set.collection);
    return hashed !== undefined && Buffer.compare(sha256(set.encoded), hashed.privateHash) === 0;
  });
}

/** The changes one block makes to the private store of one organisation. */
export class PrivateUpdates {
  private readonly updates = new Map<string, PrivateUpdate>();
  private readonly metadataKeys = new Map<string, Pick<PrivateUpdate, 'namespace' | 'collection' | 'key'>>();
  private readonly writes: DatabaseWrite[] = [];

  constructor(
    private readonly mspId: string,
    private readonly state: StateView,
    private readonly lifetimes: Lifetimes,
  ) {}

  /** Records the private writes of a valid transaction as this organisation received them. */
  apply(sets: readonly PrivateWriteSet[], version: Version): void {
    if (sets.length === 0) return;
    this.put(privateWritesKey(this.mspId, version.block, version.tx), encodePrivateRwset(sets));
    for (const { namespace, collection, writes, metadataKeys } of sets) {
      for (const write of writes) {
        const { key } = write;
        const value = write.isDelete ? undefined : write.value;
        this.updates.set(this.keyOf(namespace, collection, key), { namespace, collection, key, value, version });
        this.index(namespace, collection, key, version);
      }
      for (const key of metadataKeys) {
        this.metadataKeys.set(this.keyOf(namespace, collection, key), { namespace, collection, key });
      }
    }
  }

  /** Deletes an expired value unless it has been written since, and forgets the write it came from. */
  async expire(
    database: DatabaseReader,
    expired: Pick<PrivateUpdate, 'namespace' | 'collection' | 'key' | 'version'>,
  ): Promise<void> {
    const { namespace, collection, key, version } = expired;
    const databaseKey = this.keyOf(namespace, collection, key);
    const current = this.state.getPrivate(this.mspId, namespace, collection, key);
    if (!this.updates.has(databaseKey) && sameVersion(current?.version, version)) {
      this.updates.set(databaseKey, { namespace, collection, key, value: undefined, version });
    }
    await this.forget(database, namespace, collection, keyHash(key), version);
  }

  /** Removes a purged value and every write of it up to `version`, wherever this organisation stored it. */
  async purge(
    database: DatabaseReader,
    namespace: string,
    collection: string,
    hash: string,
    version: Version,
  ): Promise<void> {
    const key = await this.forget(database, namespace, collection, hash, version);
    if (key === undefined) return;
    const databaseKey = this.keyOf(namespace, collection, key);
    const pending = this.updates.get(databaseKey);
    if (pending !== undefined && compareVersions(pending.version, version) > 0) return;
    this.updates.set(databaseKey, { namespace, collection, key, value: undefined, version });
  }

  /** Everything to be written; `updates` are the public and hashed changes of the same block. */
  finish(updates: UpdateBatch): DatabaseWrite[] {
    for (const { namespace, collection, key } of this.metadataKeys.values()) {
      this.raiseVersion(updates, namespace, collection, key);
    }
    for (const [databaseKey, update] of this.updates) {
      if (update.value === undefined) {
        this.writes.push({ type: 'del', key: databaseKey });
      } else {
        this.put(databaseKey, encodeValue({ value: update.value, version: update.version, metadata: undefined }));
      }
    }
    return this.writes;
  }

  /** A metadata write raises the version of the hashed key; the private value has to follow, or it seems stale. */
  private raiseVersion(updates: UpdateBatch, namespace: string, collection: string, key: string): void {
    const hashed = updates.getHashed(namespace, collection, keyHash(key));
    const databaseKey = this.keyOf(namespace, collection, key);
    const pending = this.updates.get(databaseKey);
    const latest = pending ?? this.state.getPrivate(this.mspId, namespace, collection, key);
    if (hashed?.value === undefined || latest?.value === undefined) return;
    if (sameVersion(latest.version, hashed.version) || Buffer.compare(sha256(latest.value), hashed.value) !== 0) return;
    this.updates.set(databaseKey, { namespace, collection, key, value: latest.value, version: hashed.version });
  }

  private async forget(
    database: DatabaseReader,
    namespace: string,
    collection: string,
    hash: string,
    upTo: Version,
  ): Promise<string | undefined> {
    let found: string | undefined;
    for await (const [indexKey, bytes] of database.entries(
      privateWritesByHash(this.mspId, namespace, collection, hash),
    )) {
      const version = versionInIndexKey(indexKey);
      found = Buffer.from(bytes).toString();
      if (compareVersions(version, upTo) > 0) continue;
      this.writes.push({ type: 'del', key: indexKey });
      this.stripWrite(database, namespace, collection, found, version);
    }
    return found;
  }

  private stripWrite(
    database: DatabaseReader,
    namespace: string,
    collection: string,
    key: string,
    version: Version,
  ): void {
    const databaseKey = privateWritesKey(this.mspId, version.block, version.tx);
    const bytes = this.pendingWrite(databaseKey) ?? database.get(databaseKey);
    if (bytes === undefined) return;
    const sets = decodePrivateRwset(bytes).map((set) =>
      set.namespace === namespace && set.collection === collection ? withoutKey(set, key) : set,
    );
    this.put(databaseKey, encodePrivateRwset(sets));
  }

  private pendingWrite(key: string): Uint8Array | undefined {
    const pending = this.writes.findLast((write) => write.key === key);
    return pending?.type === 'put' ? pending.value : undefined;
  }

  private index(namespace: string, collection: string, key: string, version: Version): void {
    const { mspId, lifetimes } = this;
    this.writes.push(...privateIndexWrites({ mspId, lifetimes }, { namespace, collection, key }, version));
  }

  private keyOf(namespace: string, collection: string, key: string): string {
    return privateKey(this.mspId, namespace, collection, key);
  }

  private put(key: string, value: Uint8Array): void {
    this.writes.push({ type: 'put', key, value });
  }
}

/** What finds a private write again: by the hash of its key, and when it expires. */
export function privateIndexWrites(
  { mspId, lifetimes }: { readonly mspId: string; readonly lifetimes: Lifetimes },
  { namespace, collection, key }: { readonly namespace: string; readonly collection: string; readonly key: string },
  version: Version,
): DatabaseWrite[] {
  const { block, tx } = version;
  const byHash = privateWriteByHash(mspId, namespace, collection, keyHash(key), block, tx);
  const writes: DatabaseWrite[] = [{ type: 'put', key: byHash, value: Buffer.from(key) }];
  const lifetime = lifetimes(namespace, collection);
  if (lifetime !== undefined) {
    const expiry = expiryKey(block + lifetime + 1, mspId, namespace, collection, key);
    writes.push({ type: 'put', key: expiry, value: encodeExpiry(version) });
  }
  return writes;
}

function withoutKey(set: PrivateWriteSet, key: string): PrivateWriteSet {
  const writes = set.writes.filter((write) => write.key !== key);
  return { ...set, writes, encoded: encodePrivateWrites(writes, set.metadataKeys) };
}

const ORDERED_DIGITS = 14;

function versionInIndexKey(indexKey: string): Version {
  return {
    block: Number.parseInt(indexKey.slice(-2 * ORDERED_DIGITS, -ORDERED_DIGITS), 16),
    tx: Number.parseInt(indexKey.slice(-ORDERED_DIGITS), 16),
  };
}
