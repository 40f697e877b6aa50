// SPDX-License-Identifier: Apache-2.0
import { encodeMetadata } from './rwset-codec.js';
import type { KeyWrite, MetadataWrite, NamespaceRwset } from './rwset.js';
import type { StateView } from './state-view.js';
import type { Version } from './version.js';

/** The state of a key after the transactions of a block so far; no value means deleted. */
export interface Update {
  readonly version: Version;
  readonly value: Uint8Array | undefined;
  readonly metadata: Uint8Array | undefined;
}

type Updates = Map<string, Map<string, Update>>;

interface PendingUpdate {
  write?: KeyWrite;
  metadata?: MetadataWrite;
}

/** The changes of the valid transactions of one block, over the state before the block. */
export class UpdateBatch {
  /** Namespace → key → update. */
  readonly public: Updates = new Map();
  /** Namespace → collection → key hash (hex) → update. */
  readonly hashed = new Map<string, Updates>();

  constructor(private readonly state: StateView) {}

  getPublic(namespace: string, key: string): Update | undefined {
    return this.public.get(namespace)?.get(key);
  }

  getHashed(namespace: string, collection: string, keyHash: string): Update | undefined {
    return this.hashed.get(namespace)?.get(collection)?.get(keyHash);
  }

  /**
   * Applies a valid transaction. A value write keeps the key's metadata, a metadata write keeps its value and
   * raises its version; metadata of a key that does not exist is dropped.
   */
  apply(rwset: readonly NamespaceRwset[], version: Version): void {
    for (const part of rwset) {
      const { namespace } = part;
      this.applyTo(child(this.public, namespace), part, version, (key) => this.latestPublic(namespace, key));
      for (const collection of part.collections) {
        const writes = collection.writes.map((write) => ({
          key: write.keyHash,
          isDelete: write.isDelete,
          value: write.valueHash,
        }));
        this.applyTo(
          child(this.hashedOf(namespace), collection.collection),
          { writes, metadataWrites: collection.metadataWrites },
          version,
          (key) => this.latestHashed(namespace, collection.collection, key),
        );
      }
    }
  }

  /** Deletes the hash of an expired private value unless this block wrote it anew. */
  expireHashed(namespace: string, collection: string, keyHash: string, version: Version): void {
    if (this.getHashed(namespace, collection, keyHash) !== undefined) return;
    const updates = child(this.hashedOf(namespace), collection);
    updates.set(keyHash, { version, value: undefined, metadata: undefined });
  }

  private hashedOf(namespace: string): Updates {
    let updates = this.hashed.get(namespace);
    if (updates === undefined) {
      updates = new Map();
      this.hashed.set(namespace, updates);
    }
    return updates;
  }

  private latestPublic(namespace: string, key: string): Latest | undefined {
    return this.getPublic(namespace, key) ?? this.state.get(namespace, key);
  }

  private latestHashed(namespace: string, collection: string, keyHash: string): Latest | undefined {
    return this.getHashed(namespace, collection, keyHash) ?? this.state.getHashed(namespace, collection, keyHash);
  }

  private applyTo(
    updates: Map<string, Update>,
    writes: { readonly writes: readonly KeyWrite[]; readonly metadataWrites: readonly MetadataWrite[] },
    version: Version,
    latest: (key: string) => Latest | undefined,
  ): void {
    for (const [key, pending] of pendingUpdates(writes)) {
      const update = merge(pending, version, () => latest(key));
      if (update !== undefined) updates.set(key, update);
    }
  }
}

type Latest = Pick<Update, 'value' | 'metadata'>;

function child(updates: Updates, name: string): Map<string, Update> {
  let nested = updates.get(name);
  if (nested === undefined) {
    nested = new Map();
    updates.set(name, nested);
  }
  return nested;
}

function pendingUpdates(writes: {
  readonly writes: readonly KeyWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
}): Map<string, PendingUpdate> {
  const pending = new Map<string, PendingUpdate>();
  for (const write of writes.writes) pending.set(write.key, { write });
  for (const metadata of writes.metadataWrites) {
    pending.set(metadata.key, { ...pending.get(metadata.key), metadata });
  }
  return pending;
}

function merge(pending: PendingUpdate, version: Version, latest: () => Latest | undefined): Update | undefined {
  if (pending.write?.isDelete === true) return { version, value: undefined, metadata: undefined };
  const value = pending.write?.value ?? latest()?.value;
  if (value === undefined) return undefined;
  return { version, value, metadata: mergedMetadata(pending.metadata, latest) };
}

function mergedMetadata(write: MetadataWrite | undefined, latest: () => Latest | undefined): Uint8Array | undefined {
  if (write === undefined) return latest()?.metadata;
  return write.entries.length === 0 ? undefined : encodeMetadata(write.entries);
}
