// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import { LedgerError } from './ledger-error.js';
import { readToProto, readsToProto, versionToProto, type KeyRead, type MerkleSummary } from './range-query-summary.js';
import type {
  CollectionHashedRwset,
  KeyWrite,
  MetadataEntry,
  NamespaceRwset,
  PrivateWriteSet,
  RangeQuery,
} from './rwset.js';
import type { Version } from './version.js';

const { rwset, kvrwset } = { rwset: ledger.rwset, kvrwset: ledger.rwset.kvrwset };
type Proto = typeof ledger.rwset;
type KvProto = typeof ledger.rwset.kvrwset;
type Message<K extends keyof KvProto> = InstanceType<
  KvProto[K] extends abstract new (...args: never) => unknown ? KvProto[K] : never
>;

/** Encodes the public part of a simulation result, as it enters the proposal response. */
export function encodeRwset(namespaces: readonly NamespaceRwset[]): Uint8Array {
  const message = new rwset.TxReadWriteSet();
  message.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  for (const namespace of namespaces) {
    const nested = new rwset.NsReadWriteSet();
    nested.setNamespace(namespace.namespace);
    nested.setRwset(encodePublic(namespace));
    for (const collection of namespace.collections) nested.addCollectionHashedRwset(encodeHashed(collection));
    message.addNsRwset(nested);
  }
  return message.serializeBinary();
}

function encodePublic(namespace: NamespaceRwset): Uint8Array {
  const message = new kvrwset.KVRWSet();
  message.setReadsList(namespace.reads.map(readToProto));
  message.setRangeQueriesInfoList(namespace.ranges.map(rangeToProto));
  message.setWritesList(namespace.writes.map(writeToProto));
  for (const write of namespace.metadataWrites) {
    const nested = new kvrwset.KVMetadataWrite();
    nested.setKey(write.key);
    nested.setEntriesList(write.entries.map(entryToProto));
    message.addMetadataWrites(nested);
  }
  return message.serializeBinary();
}

function encodeHashed(collection: CollectionHashedRwset): InstanceType<Proto['CollectionHashedReadWriteSet']> {
  const hashed = new kvrwset.HashedRWSet();
  for (const read of collection.reads) {
    const nested = new kvrwset.KVReadHash();
    nested.setKeyHash(Buffer.from(read.keyHash, 'hex'));
    nested.setVersion(versionToProto(read.version));
    hashed.addHashedReads(nested);
  }
  for (const write of collection.writes) {
    const nested = new kvrwset.KVWriteHash();
    nested.setKeyHash(Buffer.from(write.keyHash, 'hex'));
    nested.setIsDelete(write.isDelete);
    nested.setIsPurge(write.isPurge);
    nested.setValueHash(write.valueHash);
    hashed.addHashedWrites(nested);
  }
  for (const write of collection.metadataWrites) {
    const nested = new kvrwset.KVMetadataWriteHash();
    nested.setKeyHash(Buffer.from(write.key, 'hex'));
    nested.setEntriesList(write.entries.map(entryToProto));
    hashed.addMetadataWrites(nested);
  }
  const message = new rwset.CollectionHashedReadWriteSet();
  message.setCollectionName(collection.collection);
  message.setHashedRwset(hashed.serializeBinary());
  message.setPvtRwsetHash(collection.privateHash);
  return message;
}

function rangeToProto(range: RangeQuery): Message<'RangeQueryInfo'> {
  const message = new kvrwset.RangeQueryInfo();
  message.setStartKey(range.startKey);
  message.setEndKey(range.endKey);
  message.setItrExhausted(range.exhausted);
  if (range.merkle !== undefined) {
    const summary = new kvrwset.QueryReadsMerkleSummary();
    summary.setMaxDegree(range.merkle.maxDegree);
    summary.setMaxLevel(range.merkle.maxLevel);
    summary.setMaxLevelHashesList([...range.merkle.maxLevelHashes]);
    message.setReadsMerkleHashes(summary);
  } else if (range.reads.length > 0) {
    message.setRawReads(readsToProto(range.reads));
  }
  return message;
}

function writeToProto(write: KeyWrite): Message<'KVWrite'> {
  const message = new kvrwset.KVWrite();
  message.setKey(write.key);
  message.setIsDelete(write.isDelete);
  message.setValue(write.value);
  return message;
}

function entryToProto(entry: MetadataEntry): Message<'KVMetadataEntry'> {
  const message = new kvrwset.KVMetadataEntry();
  message.setName(entry.name);
  message.setValue(entry.value);
  return message;
}

/** Encodes the private writes of one collection. */
export function encodePrivateWrites(writes: readonly KeyWrite[], metadataKeys: readonly string[]): Uint8Array {
  const message = new kvrwset.KVRWSet();
  message.setWritesList(writes.map(writeToProto));
  for (const key of metadataKeys) {
    const nested = new kvrwset.KVMetadataWrite();
    nested.setKey(key);
    message.addMetadataWrites(nested);
  }
  return message.serializeBinary();
}

/** Encodes private write sets as one message, as they are stored and delivered. */
export function encodePrivateRwset(sets: readonly PrivateWriteSet[]): Uint8Array {
  return privateRwsetToProto(sets).serializeBinary();
}

/** Private write sets as one message, grouped by namespace. */
export function privateRwsetToProto(sets: readonly PrivateWriteSet[]): InstanceType<Proto['TxPvtReadWriteSet']> {
  const message = new rwset.TxPvtReadWriteSet();
  message.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  let current: InstanceType<Proto['NsPvtReadWriteSet']> | undefined;
  for (const set of sets) {
    if (current?.getNamespace() !== set.namespace) {
      current = new rwset.NsPvtReadWriteSet();
      current.setNamespace(set.namespace);
      message.addNsPvtRwset(current);
    }
    const collection = new rwset.CollectionPvtReadWriteSet();
    collection.setCollectionName(set.collection);
    collection.setRwset(set.encoded);
    current.addCollectionPvtRwset(collection);
  }
  return message;
}

/** @throws LedgerError BAD_RWSET when the bytes are no read-write set. */
export function decodeRwset(bytes: Uint8Array): NamespaceRwset[] {
  return decoding(() => rwset.TxReadWriteSet.deserializeBinary(bytes).getNsRwsetList().map(decodeNamespace));
}

/** @throws LedgerError BAD_RWSET when the bytes are no private read-write set. */
export function decodePrivateRwset(bytes: Uint8Array): PrivateWriteSet[] {
  return decoding(() =>
    rwset.TxPvtReadWriteSet.deserializeBinary(bytes)
      .getNsPvtRwsetList()
      .flatMap((namespace) =>
        namespace
          .getCollectionPvtRwsetList()
          .map((set) => decodePrivateWrites(namespace.getNamespace(), set.getCollectionName(), set.getRwset_asU8())),
      ),
  );
}

function decodePrivateWrites(namespace: string, collection: string, encoded: Uint8Array): PrivateWriteSet {
  const message = kvrwset.KVRWSet.deserializeBinary(encoded);
  return {
    namespace,
    collection,
    encoded,
    writes: message.getWritesList().map(decodeWrite),
    metadataKeys: message.getMetadataWritesList().map((write) => write.getKey()),
  };
}

function decoding<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new LedgerError(
      'BAD_RWSET',
      `not a read-write set: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function decodeNamespace(message: InstanceType<Proto['NsReadWriteSet']>): NamespaceRwset {
  const kv = kvrwset.KVRWSet.deserializeBinary(message.getRwset_asU8());
  return {
    namespace: message.getNamespace(),
    reads: kv.getReadsList().map(decodeRead),
    ranges: kv.getRangeQueriesInfoList().map(decodeRange),
    writes: kv.getWritesList().map(decodeWrite),
    metadataWrites: kv
      .getMetadataWritesList()
      .map((write) => ({ key: write.getKey(), entries: write.getEntriesList().map(decodeEntry) })),
    collections: message.getCollectionHashedRwsetList().map(decodeHashed),
  };
}

function decodeHashed(message: InstanceType<Proto['CollectionHashedReadWriteSet']>): CollectionHashedRwset {
  const hashed = kvrwset.HashedRWSet.deserializeBinary(message.getHashedRwset_asU8());
  return {
    collection: message.getCollectionName(),
    privateHash: message.getPvtRwsetHash_asU8(),
    reads: hashed
      .getHashedReadsList()
      .map((read) => ({ keyHash: hex(read.getKeyHash_asU8()), version: decodeVersion(read.getVersion()) })),
    writes: hashed.getHashedWritesList().map((write) => ({
      keyHash: hex(write.getKeyHash_asU8()),
      isDelete: write.getIsDelete() || write.getIsPurge() || write.getValueHash_asU8().length === 0,
      isPurge: write.getIsPurge(),
      valueHash: write.getValueHash_asU8(),
    })),
    metadataWrites: hashed
      .getMetadataWritesList()
      .map((write) => ({ key: hex(write.getKeyHash_asU8()), entries: write.getEntriesList().map(decodeEntry) })),
  };
}

function decodeRange(message: Message<'RangeQueryInfo'>): RangeQuery {
  return {
    startKey: message.getStartKey(),
    endKey: message.getEndKey(),
    exhausted: message.getItrExhausted(),
    reads: message.getRawReads()?.getKvReadsList().map(decodeRead) ?? [],
    merkle: decodeSummary(message.getReadsMerkleHashes()),
  };
}

function decodeSummary(message: Message<'QueryReadsMerkleSummary'> | undefined): MerkleSummary | undefined {
  if (message === undefined) return undefined;
  return {
    maxDegree: message.getMaxDegree(),
    maxLevel: message.getMaxLevel(),
    maxLevelHashes: message.getMaxLevelHashesList_asU8(),
  };
}

function decodeRead(message: Message<'KVRead'>): KeyRead {
  return { key: message.getKey(), version: decodeVersion(message.getVersion()) };
}

function decodeWrite(message: Message<'KVWrite'>): KeyWrite {
  const value = message.getValue_asU8();
  return { key: message.getKey(), isDelete: message.getIsDelete() || value.length === 0, value };
}

function decodeEntry(message: Message<'KVMetadataEntry'>): MetadataEntry {
  return { name: message.getName(), value: message.getValue_asU8() };
}

function decodeVersion(message: Message<'Version'> | undefined): Version | undefined {
  return message === undefined ? undefined : { block: message.getBlockNum(), tx: message.getTxNum() };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

/** Encodes metadata entries as the state stores them. */
export function encodeMetadata(entries: readonly MetadataEntry[]): Uint8Array {
  const message = new kvrwset.KVMetadataWrite();
  message.setEntriesList(entries.map(entryToProto));
  return message.serializeBinary();
}

/** Decodes what {@link encodeMetadata} wrote; none for a key without metadata. */
export function decodeMetadata(bytes: Uint8Array | undefined): MetadataEntry[] {
  if (bytes === undefined) return [];
  return kvrwset.KVMetadataWrite.deserializeBinary(bytes).getEntriesList().map(decodeEntry);
}
