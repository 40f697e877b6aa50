// SPDX-License-Identifier: Apache-2.0
import { keyHash } from '../ledger/hashes.js';
import { RwsetBuilder, type SimulationRwset } from '../ledger/rwset-builder.js';
import { decodeMetadata } from '../ledger/rwset-codec.js';
import type { MetadataEntry } from '../ledger/rwset.js';
import type { StateEntry, StateView } from '../ledger/state-view.js';
import { formatVersion, sameVersion } from '../ledger/version.js';
import { definitionKeys } from '../lifecycle/chaincode-parameters.js';
import { LIFECYCLE } from '../lifecycle/stored-structure.js';
import type { Collections } from './collection.js';
import { createPlainReader, createRangeReader, type RangeReader, type ResultsReader } from './range-reader.js';
import { SimulationError } from './simulation-error.js';

/** A key a simulation wrote with the metadata the key had before. */
export interface WrittenKey {
  readonly namespace: string;
  /** Empty for public keys. */
  readonly collection: string;
  readonly key: string;
  readonly metadata: readonly MetadataEntry[];
}

/** What a simulation left behind, for the endorsement and for the plan of who has to endorse. */
export interface SimulationResult extends SimulationRwset {
  readonly writtenKeys: readonly WrittenKey[];
  /** Collections whose private values were read. */
  readonly privateReads: readonly { readonly namespace: string; readonly collection: string }[];
}

/** The parts a simulator works with. */
export interface SimulatorOptions {
  readonly channel: string;
  readonly txId: string;
  readonly state: StateView;
  readonly collections: Collections;
  /** The organisation whose private data are read. */
  readonly mspId: string;
}

/**
 * Runs one transaction against committed state by Fabric's rules: reads never see the transaction's own writes, an
 * empty value is a delete, and neither paginated queries nor queries of private data may meet writes.
 */
export class TxSimulator {
  private readonly builder = new RwsetBuilder();
  private readonly ranges: { namespace: string; reader: RangeReader }[] = [];
  private readonly written = new Map<string, WrittenKey>();
  private readonly privateReads = new Map<string, { namespace: string; collection: string }>();
  private readonly definitionsRead = new Set([LIFECYCLE]);
  private wrote = false;
  private queriedPages = false;
  private queriedPrivate = false;

  constructor(private readonly options: SimulatorOptions) {}

  getState(namespace: string, key: string): Uint8Array | undefined {
    const stored = this.options.state.get(namespace, key);
    this.builder.addRead(namespace, key, stored?.version);
    return stored?.value;
  }

  getStateMetadata(namespace: string, key: string): MetadataEntry[] {
    const stored = this.options.state.get(namespace, key);
    this.builder.addRead(namespace, key, stored?.version);
    return decodeMetadata(stored?.metadata);
  }

  /** Writes a public key; an empty value deletes it. */
  putState(namespace: string, key: string, value: Uint8Array): void {
    this.checkWrite();
    this.builder.addWrite(namespace, key, value);
    this.recordWritten(namespace, '', key, this.options.state.get(namespace, key)?.metadata);
  }

  putStateMetadata(namespace: string, key: string, entries: readonly MetadataEntry[]): void {
    this.checkWrite();
    this.builder.addMetadataWrite(namespace, key, entries);
    this.recordWritten(namespace, '', key, this.options.state.get(namespace, key)?.metadata);
  }

  getPrivateData(namespace: string, collection: string, key: string): Uint8Array | undefined {
    this.checkCollection(namespace, collection);
    const { state, mspId } = this.options;
    const stored = state.getPrivate(mspId, namespace, collection, key);
    const hashVersion = state.getHashed(namespace, collection, keyHash(key))?.version;
    if (!sameVersion(hashVersion, stored?.version)) {
      throw new SimulationError(
        'private data matching public hash version is not available. ' +
          `Public hash version = ${formatVersion(hashVersion)}, Private data version = ${formatVersion(stored?.version)}`,
      );
    }
    this.builder.addHashedRead(namespace, collection, key, stored?.version);
    this.privateReads.set(`${namespace}\u0000${collection}`, { namespace, collection });
    return stored?.value;
  }

  getPrivateDataHash(namespace: string, collection: string, key: string): Uint8Array | undefined {
    this.checkCollection(namespace, collection, 'hash');
    const stored = this.options.state.getHashed(namespace, collection, keyHash(key));
    this.builder.addHashedRead(namespace, collection, key, stored?.version);
    return stored?.value;
  }

  getPrivateDataMetadata(namespace: string, collection: string, key: string): MetadataEntry[] {
    this.checkCollection(namespace, collection);
    const stored = this.options.state.getHashed(namespace, collection, keyHash(key));
    this.builder.addHashedRead(namespace, collection, key, stored?.version);
    return decodeMetadata(stored?.metadata);
  }

  /** Writes a private key; an empty value deletes it. */
  putPrivateData(namespace: string, collection: string, key: string, value: Uint8Array): void {
    this.checkPrivateWrite(namespace, collection, key);
    this.builder.addPrivateWrite(namespace, collection, key, value);
  }

  /** Deletes a private key together with its past in the private stores. */
  purgePrivateData(namespace: string, collection: string, key: string): void {
    this.checkPrivateWrite(namespace, collection, key);
    this.builder.addPurge(namespace, collection, key);
  }

  putPrivateDataMetadata(namespace: string, collection: string, key: string, entries: readonly MetadataEntry[]): void {
    this.checkPrivateWrite(namespace, collection, key);
    this.builder.addPrivateMetadataWrite(namespace, collection, key, entries);
  }

  /** Public keys from `start` up to, not including, `end`; an empty `end` means no bound. */
  range(namespace: string, start: string, end: string): ResultsReader<StateEntry> {
    return this.openRange(namespace, start, end, 0);
  }

  /** One page of a range, in a transaction that only reads; with a `pageSize` of 0 the page has no bound. */
  pagedRange(namespace: string, start: string, end: string, pageSize: number): ResultsReader<StateEntry> {
    if (this.wrote) throw this.unsupported('Paginated queries are supported only in a read-only transaction');
    this.queriedPages = true;
    return this.openRange(namespace, start, end, pageSize);
  }

  privateRange(namespace: string, collection: string, start: string, end: string): ResultsReader<StateEntry> {
    if (this.wrote) {
      throw this.unsupported('Queries on pvt data is supported only in a read-only transaction');
    }
    this.queriedPrivate = true;
    this.checkCollection(namespace, collection);
    const { state, mspId } = this.options;
    return createPlainReader(state.privateRange(mspId, namespace, collection, start, end));
  }

  /** The encoded modifications of a key, newest first. They are not part of the read set. */
  history(namespace: string, key: string): ResultsReader<Uint8Array> {
    return createPlainReader(this.options.state.history(namespace, key));
  }

  /** Notes that a chaincode's collections were looked up, and with them its whole definition. */
  readDefinition(namespace: string): void {
    if (this.definitionsRead.has(namespace)) return;
    this.definitionsRead.add(namespace);
    for (const key of definitionKeys(namespace)) this.getState(LIFECYCLE, key);
  }

  /** Ends the simulation. */
  finish(): SimulationResult {
    for (const { namespace, reader } of this.ranges) this.builder.addRange(namespace, reader.summary());
    return {
      ...this.builder.build(),
      writtenKeys: [...this.written.values()],
      privateReads: [...this.privateReads.values()],
    };
  }

  private openRange(namespace: string, start: string, end: string, pageSize: number): ResultsReader<StateEntry> {
    const reader = createRangeReader(this.options.state.range(namespace, start, end), start, end, pageSize);
    this.ranges.push({ namespace, reader });
    return reader;
  }

  private checkWrite(): void {
    if (this.queriedPrivate) {
      throw this.unsupported('Transaction has already performed queries on pvt data. Writes are not allowed');
    }
    if (this.queriedPages) {
      throw this.unsupported('Transaction has already performed a paginated query. Writes are not allowed');
    }
    this.wrote = true;
  }

  private checkPrivateWrite(namespace: string, collection: string, key: string): void {
    this.checkCollection(namespace, collection);
    this.checkWrite();
    const stored = this.options.state.getHashed(namespace, collection, keyHash(key));
    this.recordWritten(namespace, collection, key, stored?.metadata);
  }

  private checkCollection(namespace: string, collection: string, wanted: 'data' | 'hash' = 'data'): void {
    this.readDefinition(namespace);
    if (this.options.collections.find(namespace, collection) === undefined) {
      throw new SimulationError(
        wanted === 'hash' || collection.startsWith('_implicit_org_')
          ? `collection [${collection}] not defined in the collection config for chaincode [${namespace}]`
          : `collection ${this.options.channel}/${namespace}/${collection} could not be found`,
      );
    }
  }

  private recordWritten(namespace: string, collection: string, key: string, metadata: Uint8Array | undefined): void {
    const identity = JSON.stringify([namespace, collection, key]);
    this.written.set(identity, { namespace, collection, key, metadata: decodeMetadata(metadata) });
  }

  private unsupported(reason: string): SimulationError {
    return new SimulationError(`txid [${this.options.txId}]: unsuppored transaction. ${reason}`);
  }
}
