// SPDX-License-Identifier: Apache-2.0
import { keyHash, sha256 } from './hashes.js';
import { compareKeys, sortedEntries } from './key-order.js';
import type { KeyRead } from './range-query-summary.js';
import { encodePrivateWrites, encodeRwset } from './rwset-codec.js';
import type {
  CollectionHashedRwset,
  HashedRead,
  HashedWrite,
  KeyWrite,
  MetadataEntry,
  MetadataWrite,
  NamespaceRwset,
  PrivateWriteSet,
  RangeQuery,
} from './rwset.js';
import type { Version } from './version.js';

interface CollectionParts {
  readonly reads: Map<string, HashedRead>;
  readonly hashedWrites: Map<string, HashedWrite>;
  readonly hashedMetadata: Map<string, MetadataWrite>;
  readonly writes: Map<string, KeyWrite>;
  readonly metadataKeys: Set<string>;
}

interface NamespaceParts {
  readonly reads: Map<string, KeyRead>;
  readonly writes: Map<string, KeyWrite>;
  readonly metadataWrites: Map<string, MetadataWrite>;
  readonly ranges: Map<string, RangeQuery>;
  readonly collections: Map<string, CollectionParts>;
}

/** What a simulation read and wrote: the public part with hashes, and the private writes. */
export interface SimulationRwset {
  readonly namespaces: readonly NamespaceRwset[];
  readonly encoded: Uint8Array;
  readonly privateWrites: readonly PrivateWriteSet[];
}

/**
 * Collects the reads and writes of one simulation. The last write of a key wins; everything is sorted by namespace,
 * collection and key, so that all endorsers come to the same bytes.
 */
export class RwsetBuilder {
  private readonly namespaces = new Map<string, NamespaceParts>();

  addRead(namespace: string, key: string, version: Version | undefined): void {
    this.namespace(namespace).reads.set(key, { key, version });
  }

  addWrite(namespace: string, key: string, value: Uint8Array): void {
    this.namespace(namespace).writes.set(key, keyWrite(key, value));
  }

  addMetadataWrite(namespace: string, key: string, entries: readonly MetadataEntry[]): void {
    this.namespace(namespace).metadataWrites.set(key, { key, entries });
  }

  addRange(namespace: string, range: RangeQuery): void {
    const { ranges } = this.namespace(namespace);
    const identity = JSON.stringify([range.startKey, range.endKey, range.exhausted]);
    if (!ranges.has(identity)) ranges.set(identity, range);
  }

  addHashedRead(namespace: string, collection: string, key: string, version: Version | undefined): void {
    this.collection(namespace, collection).reads.set(key, { keyHash: keyHash(key), version });
  }

  addPrivateWrite(namespace: string, collection: string, key: string, value: Uint8Array): void {
    const parts = this.collection(namespace, collection);
    const write = keyWrite(key, value);
    parts.writes.set(key, write);
    parts.hashedWrites.set(key, {
      keyHash: keyHash(key),
      isDelete: write.isDelete,
      isPurge: false,
      valueHash: write.isDelete ? new Uint8Array(0) : sha256(value),
    });
  }

  addPurge(namespace: string, collection: string, key: string): void {
    this.addPrivateWrite(namespace, collection, key, new Uint8Array(0));
    const { hashedWrites } = this.collection(namespace, collection);
    hashedWrites.set(key, { keyHash: keyHash(key), isDelete: true, isPurge: true, valueHash: new Uint8Array(0) });
  }

  addPrivateMetadataWrite(namespace: string, collection: string, key: string, entries: readonly MetadataEntry[]): void {
    const parts = this.collection(namespace, collection);
    parts.metadataKeys.add(key);
    parts.hashedMetadata.set(key, { key: keyHash(key), entries });
  }

  /** The collected sets in their canonical order. */
  build(): SimulationRwset {
    const privateWrites: PrivateWriteSet[] = [];
    const namespaces = sortedEntries(this.namespaces).map(([namespace, parts]) => ({
      namespace,
      reads: sortedValues(parts.reads),
      ranges: [...parts.ranges.values()],
      writes: sortedValues(parts.writes),
      metadataWrites: sortedValues(parts.metadataWrites),
      collections: sortedEntries(parts.collections).map(([collection, collectionParts]) => {
        const written = privateWriteSet(namespace, collection, collectionParts);
        if (written !== undefined) privateWrites.push(written);
        return hashedRwset(collection, collectionParts, written);
      }),
    }));
    return { namespaces, encoded: encodeRwset(namespaces), privateWrites };
  }

  private namespace(namespace: string): NamespaceParts {
    let parts = this.namespaces.get(namespace);
    if (parts === undefined) {
      parts = {
        reads: new Map(),
        writes: new Map(),
        metadataWrites: new Map(),
        ranges: new Map(),
        collections: new Map(),
      };
      this.namespaces.set(namespace, parts);
    }
    return parts;
  }

  private collection(namespace: string, collection: string): CollectionParts {
    const { collections } = this.namespace(namespace);
    let parts = collections.get(collection);
    if (parts === undefined) {
      parts = {
        reads: new Map(),
        hashedWrites: new Map(),
        hashedMetadata: new Map(),
        writes: new Map(),
        metadataKeys: new Set(),
      };
      collections.set(collection, parts);
    }
    return parts;
  }
}

/** An empty value is a delete, as in Fabric. */
function keyWrite(key: string, value: Uint8Array): KeyWrite {
  return { key, isDelete: value.length === 0, value };
}

function sortedValues<V>(map: ReadonlyMap<string, V>): V[] {
  return sortedEntries(map).map(([, value]) => value);
}

function privateWriteSet(namespace: string, collection: string, parts: CollectionParts): PrivateWriteSet | undefined {
  if (parts.writes.size === 0 && parts.metadataKeys.size === 0) return undefined;
  const writes = sortedValues(parts.writes);
  const metadataKeys = [...parts.metadataKeys].sort(compareKeys);
  return { namespace, collection, writes, metadataKeys, encoded: encodePrivateWrites(writes, metadataKeys) };
}

function hashedRwset(
  collection: string,
  parts: CollectionParts,
  written: PrivateWriteSet | undefined,
): CollectionHashedRwset {
  return {
    collection,
    reads: sortedValues(parts.reads),
    writes: sortedValues(parts.hashedWrites),
    metadataWrites: sortedValues(parts.hashedMetadata),
    privateHash: written === undefined ? new Uint8Array(0) : sha256(written.encoded),
  };
}
