// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from './hashes.js';
import type { Version } from './version.js';

const { kvrwset } = ledger.rwset;

/** Fabric's degree of the Merkle tree over the results of a range query. */
export const RANGE_QUERY_MAX_DEGREE = 50;

/** One key a transaction read and the version it saw; no version when the key did not exist. */
export interface KeyRead {
  readonly key: string;
  readonly version: Version | undefined;
}

/** The upper level of the Merkle tree over the results of a range query. */
export interface MerkleSummary {
  readonly maxDegree: number;
  readonly maxLevel: number;
  readonly maxLevelHashes: readonly Uint8Array[];
}

/** Collects the results of a range query: few of them as they are, more as a growing Merkle tree. */
export interface RangeQuerySummary {
  add(read: KeyRead): void;
  /** The tree as built so far. */
  merkle(): MerkleSummary;
  /** Ends the collection: the raw results, or the tree over them if there were more than its degree. */
  done(): { raw: readonly KeyRead[]; merkle: MerkleSummary | undefined };
}

/** Starts a collection with the given degree (the same one that the transaction names, when validating). */
export function createRangeQuerySummary(maxDegree: number): RangeQuerySummary {
  let pending: KeyRead[] = [];
  const levels = new Map<number, Uint8Array[]>();
  let maxLevel = 1;

  const level = (index: number): Uint8Array[] => {
    const hashes = levels.get(index) ?? [];
    levels.set(index, hashes);
    return hashes;
  };
  const addLeaf = (leaf: Uint8Array): void => {
    level(1).push(leaf);
    for (let index = 1; level(index).length > maxDegree; index++) {
      const combined = sha256(...level(index));
      levels.delete(index);
      level(index + 1).push(combined);
      maxLevel = Math.max(maxLevel, index + 1);
    }
  };
  const flush = (): void => {
    addLeaf(sha256(encodeReads(pending)));
    pending = [];
  };
  const merkle = (): MerkleSummary => ({ maxDegree, maxLevel, maxLevelHashes: [...level(maxLevel)] });
  const closeTree = (): void => {
    for (let index = 1; index < maxLevel; index++) {
      const hashes = level(index);
      const [only] = hashes;
      if (only === undefined) continue;
      level(index + 1).push(hashes.length === 1 ? only : sha256(...hashes));
      levels.delete(index);
    }
    if (level(maxLevel).length > maxDegree) {
      const combined = sha256(...level(maxLevel));
      levels.delete(maxLevel);
      maxLevel += 1;
      level(maxLevel).push(combined);
    }
  };

  return {
    add(read) {
      pending.push(read);
      if (pending.length > maxDegree) flush();
    },
    merkle,
    done() {
      if (maxLevel === 1 && level(1).length === 0) return { raw: pending, merkle: undefined };
      if (pending.length > 0) flush();
      closeTree();
      return { raw: [], merkle: merkle() };
    },
  };
}

/** Whether two trees were built over the same results. */
export function sameSummary(a: MerkleSummary, b: MerkleSummary | undefined): boolean {
  return (
    b !== undefined &&
    a.maxDegree === b.maxDegree &&
    a.maxLevel === b.maxLevel &&
    a.maxLevelHashes.length === b.maxLevelHashes.length &&
    a.maxLevelHashes.every((hash, i) => Buffer.compare(hash, b.maxLevelHashes[i] ?? new Uint8Array(0)) === 0)
  );
}

/** Reads as a protobuf message. */
export function readsToProto(reads: readonly KeyRead[]): ledger.rwset.kvrwset.QueryReads {
  const message = new kvrwset.QueryReads();
  message.setKvReadsList(reads.map(readToProto));
  return message;
}

/** One read as a protobuf message. */
export function readToProto(read: KeyRead): ledger.rwset.kvrwset.KVRead {
  const message = new kvrwset.KVRead();
  message.setKey(read.key);
  message.setVersion(versionToProto(read.version));
  return message;
}

/** A version as a protobuf message; absent stays absent. */
export function versionToProto(version: Version | undefined): ledger.rwset.kvrwset.Version | undefined {
  if (version === undefined) return undefined;
  const message = new kvrwset.Version();
  message.setBlockNum(version.block);
  message.setTxNum(version.tx);
  return message;
}

function encodeReads(reads: readonly KeyRead[]): Uint8Array {
  return readsToProto(reads).serializeBinary();
}
