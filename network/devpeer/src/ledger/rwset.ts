// SPDX-License-Identifier: Apache-2.0
import type { KeyRead, MerkleSummary } from './range-query-summary.js';
import type { Version } from './version.js';

/** A public or private write; a delete carries an empty value. */
export interface KeyWrite {
  readonly key: string;
  readonly isDelete: boolean;
  readonly value: Uint8Array;
}

/** A named piece of a key's metadata. */
export interface MetadataEntry {
  readonly name: string;
  readonly value: Uint8Array;
}

/** New metadata of a key; no entries delete it. `key` is the key, or its hash in hex for private data. */
export interface MetadataWrite {
  readonly key: string;
  readonly entries: readonly MetadataEntry[];
}

/** What a range query saw. */
export interface RangeQuery {
  readonly startKey: string;
  readonly endKey: string;
  /** Whether the query was read to its end. */
  readonly exhausted: boolean;
  readonly reads: readonly KeyRead[];
  readonly merkle: MerkleSummary | undefined;
}

/** A read of a private key by its hash (hex). */
export interface HashedRead {
  readonly keyHash: string;
  readonly version: Version | undefined;
}

/** A write of a private key by its hash (hex). */
export interface HashedWrite {
  readonly keyHash: string;
  readonly isDelete: boolean;
  readonly isPurge: boolean;
  readonly valueHash: Uint8Array;
}

/** The public, hashed trace of what a transaction did in one collection. */
export interface CollectionHashedRwset {
  readonly collection: string;
  readonly reads: readonly HashedRead[];
  readonly writes: readonly HashedWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
  /** SHA-256 of the collection's private write set; empty when nothing was written. */
  readonly privateHash: Uint8Array;
}

/** What a transaction read and wrote in one namespace. */
export interface NamespaceRwset {
  readonly namespace: string;
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeQuery[];
  readonly writes: readonly KeyWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
  readonly collections: readonly CollectionHashedRwset[];
}

/** The private writes of a transaction in one collection. */
export interface PrivateWriteSet {
  readonly namespace: string;
  readonly collection: string;
  readonly writes: readonly KeyWrite[];
  /** Keys whose metadata changed. */
  readonly metadataKeys: readonly string[];
  /** The encoded set, whose SHA-256 is on the ledger. */
  readonly encoded: Uint8Array;
}

/** Whether a transaction changes anything in a namespace, public or private. */
export function writesToNamespace(rwset: NamespaceRwset): boolean {
  return (
    rwset.writes.length > 0 ||
    rwset.metadataWrites.length > 0 ||
    rwset.collections.some((collection) => collection.writes.length > 0 || collection.metadataWrites.length > 0)
  );
}
