// SPDX-License-Identifier: Apache-2.0
import { blockHeaderBytes, blockHeaderHash } from './block-hash.js';
import { blockEffects, type EffectsContext } from './block-effects.js';
import {
  decodeBlock,
  encodeBlock,
  nextHeader,
  transactionsOf,
  type BlockTransaction,
  type DecodedBlock,
} from './block.js';
import { commitHash } from './commit-hash.js';
import {
  blockHashKey,
  blockKey,
  blocksFrom,
  privateWritesKey,
  privateWritesOfBlock,
  SAVEPOINT_KEY,
  transactionKey,
  transientKey,
  transientRange,
} from './database-keys.js';
import type { DatabaseWrite, LedgerDatabase } from './ledger-database.js';
import { decodePrivateRwset, encodePrivateRwset } from './rwset-codec.js';
import type { PrivateWriteSet } from './rwset.js';
import { restoreState, savepointOf } from './rebuild.js';
import { lifetimesOf, recordedSettings, sameSettings, settingsWrite, type LedgerSettings } from './settings.js';
import { createSnapshotView, createStateView, type StateView } from './state-view.js';
import { reconciliationWrites } from './reconcile.js';
import type { ValidationCodeValue } from './transaction.js';
import type { Version } from './version.js';

/** A committed transaction: where it is and what became of it. */
export interface TransactionLocation {
  readonly block: number;
  readonly index: number;
  readonly code: ValidationCodeValue;
}

/** A committed block as listeners see it. */
export interface CommittedBlock {
  readonly number: number;
  readonly transactions: readonly BlockTransaction[];
}

/** A consistent view of the committed state that has to be released. */
export interface StateSnapshot extends StateView {
  readonly height: number;
  release(): Promise<void>;
}

/** A block that is to be committed: its envelopes and the outcomes so far (before the check of the reads). */
export interface ProposedBlock {
  readonly envelopes: readonly Uint8Array[];
  readonly transactions: readonly BlockTransaction[];
}

/** How to open a ledger. */
export interface LedgerOptions {
  readonly database: LedgerDatabase;
  /** The orderer's signature over a block: an encoded common.Metadata. */
  signBlock(headerBytes: Uint8Array): Uint8Array;
}

type CommitListener = (block: CommittedBlock) => void;

/** The chain of blocks of one channel and the state that follows from it. */
export class Ledger {
  private readonly listeners = new Set<CommitListener>();
  private readonly recent = new Map<number, CommittedBlock>();
  private readonly state: StateView;
  private recordedSettings: LedgerSettings;
  private lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: LedgerOptions,
    private settings: LedgerSettings,
    private chainHeight: number,
    private lastHash: Uint8Array,
    private lastPreviousHash: Uint8Array,
    private lastCommitHash: Uint8Array,
  ) {
    this.state = createStateView(options.database);
    this.recordedSettings = settings;
  }

  /** Opens the ledger in a database. State that does not belong to the chain's last block is built anew. */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const { database } = options;
    const last = await lastBlock(database);
    const height = last === undefined ? 0 : last.header.number + 1;
    if (savepointOf(database) !== height) await restoreState(database);
    const settings = await recordedSettings(database);
    const empty = new Uint8Array(0);
    return new Ledger(
      options,
      settings(height),
      height,
      last === undefined ? empty : blockHeaderHash(last.header),
      last?.header.previousHash ?? empty,
      last?.commitHash ?? empty,
    );
  }

  /** Says what holds for the blocks to come, instead of what held for the last. */
  useSettings(settings: LedgerSettings): void {
    this.settings = settings;
  }

  /** The number of blocks. */
  get height(): number {
    return this.chainHeight;
  }

  /** The hash of the last block's header. */
  get currentHash(): Uint8Array {
    return this.lastHash;
  }

  /** The hash of the header of the block before the last. */
  get previousHash(): Uint8Array {
    return this.lastPreviousHash;
  }

  /** The state now; it moves on with every block. */
  get current(): StateView {
    return this.state;
  }

  /** The state as it is now, whatever is committed later. */
  snapshot(): StateSnapshot {
    const snapshot = this.options.database.snapshot();
    return { ...createSnapshotView(snapshot), height: this.chainHeight, release: () => snapshot.release() };
  }

  /** The encoded block, if there is one with this number. */
  block(number: number): Uint8Array | undefined {
    return this.options.database.get(blockKey(number));
  }

  /** The number of the block whose header has this hash. */
  blockNumberByHash(hash: Uint8Array): number | undefined {
    return this.number(blockHashKey(Buffer.from(hash).toString('hex')));
  }

  /** The transactions of a block; the latest blocks come from memory. */
  committed(number: number): CommittedBlock | undefined {
    const known = this.recent.get(number);
    if (known !== undefined) return known;
    const bytes = this.block(number);
    return bytes === undefined ? undefined : { number, transactions: transactionsOf(decodeBlock(bytes)) };
  }

  /** Where a transaction was committed first, valid or not. */
  transaction(txId: string): TransactionLocation | undefined {
    const bytes = this.options.database.get(transactionKey(txId));
    if (bytes === undefined) return undefined;
    const [block, index, code] = JSON.parse(Buffer.from(bytes).toString()) as [number, number, ValidationCodeValue];
    return { block, index, code };
  }

  /** The private write sets of a block as an organisation received them, by transaction. */
  async privateWrites(mspId: string, block: number): Promise<Map<number, PrivateWriteSet[]>> {
    const writes = new Map<number, PrivateWriteSet[]>();
    const prefix = privateWritesKey(mspId, block, 0).length - 14;
    for await (const [key, bytes] of this.options.database.entries(privateWritesOfBlock(mspId, block))) {
      writes.set(Number.parseInt(key.slice(prefix), 16), decodePrivateRwset(bytes));
    }
    return writes;
  }

  /** Keeps the private writes that an organisation received with an endorsement until the transaction is ordered. */
  async storeTransient(txId: string, mspId: string, sets: readonly PrivateWriteSet[]): Promise<void> {
    const write: DatabaseWrite = { type: 'put', key: transientKey(txId, mspId), value: encodePrivateRwset(sets) };
    await this.options.database.write([write], { sync: false });
  }

  /** Calls `listener` after every commit; returns how to stop it. */
  onCommit(listener: CommitListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Appends a block: checks the reads of its transactions, and writes the block, all its effects and its indexes in
   * one synchronous batch. Blocks have to be committed one after the other.
   */
  async commit(proposed: ProposedBlock): Promise<CommittedBlock> {
    return this.oneByOne(() => this.append(proposed));
  }

  /** Adds private write sets of a committed transaction that an organisation did not receive in time. */
  async reconcile(mspId: string, version: Version, sets: readonly PrivateWriteSet[]): Promise<void> {
    await this.oneByOne(async () => {
      const { database } = this.options;
      const context = { database, state: this.state, mspId, lifetimes: lifetimesOf(this.settings) };
      const writes = reconciliationWrites(context, version, sets);
      if (writes.length > 0) await database.write(writes, { sync: true });
    });
  }

  /** Runs changes one after the other: each is worked out from the state that the one before leaves. */
  private oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const result = this.lastChange.then(change);
    this.lastChange = result.catch(() => undefined);
    return result;
  }

  private async append(proposed: ProposedBlock): Promise<CommittedBlock> {
    const number = this.chainHeight;
    const { settings } = this;
    const effects = await blockEffects(this.effectsContext(), number, proposed.transactions, true);
    const transactions = proposed.transactions.map((transaction, index) => ({
      ...transaction,
      code: effects.codes[index] ?? transaction.code,
    }));
    const flags = Uint8Array.from(effects.codes);
    const header = nextHeader(number, this.lastHash, proposed.envelopes);
    const hash = number === 0 ? new Uint8Array(0) : commitHash(flags, effects.updates, this.lastCommitHash);
    const signatures = this.options.signBlock(blockHeaderBytes(header));
    const block = encodeBlock(header, proposed.envelopes, { signatures, flags, commitHash: hash });
    const headerHash = blockHeaderHash(header);
    await this.options.database.write(
      [
        ...effects.writes,
        { type: 'put', key: blockKey(number), value: block },
        { type: 'put', key: blockHashKey(headerHash.toString('hex')), value: Buffer.from(String(number)) },
        ...this.transactionIndex(number, transactions),
        ...(await this.spentTransients(transactions)),
        ...(sameSettings(settings, this.recordedSettings) ? [] : [settingsWrite(number, settings)]),
        { type: 'put', key: SAVEPOINT_KEY, value: Buffer.from(String(number + 1)) },
      ],
      { sync: true },
    );
    this.recordedSettings = settings;
    this.chainHeight = number + 1;
    this.lastPreviousHash = this.lastHash;
    this.lastHash = headerHash;
    this.lastCommitHash = hash;
    return this.publish({ number, transactions });
  }

  /** Closes the database. */
  async close(): Promise<void> {
    await this.options.database.close();
  }

  private publish(block: CommittedBlock): CommittedBlock {
    this.recent.set(block.number, block);
    this.recent.delete(block.number - RECENT_BLOCKS);
    for (const listener of this.listeners) listener(block);
    return block;
  }

  private effectsContext(): EffectsContext {
    const { database } = this.options;
    const { settings } = this;
    return {
      database,
      state: this.state,
      mspIds: settings.mspIds,
      lifetimes: lifetimesOf(settings),
      privateWrites: (mspId, _block, _tx, txId) => {
        const bytes = database.get(transientKey(txId, mspId));
        return Promise.resolve(bytes === undefined ? [] : decodePrivateRwset(bytes));
      },
    };
  }

  private transactionIndex(block: number, transactions: readonly BlockTransaction[]): DatabaseWrite[] {
    const seen = new Set<string>();
    return transactions.flatMap(({ txId, code }, index): DatabaseWrite[] => {
      if (txId === '' || seen.has(txId) || this.transaction(txId) !== undefined) return [];
      seen.add(txId);
      return [{ type: 'put', key: transactionKey(txId), value: Buffer.from(JSON.stringify([block, index, code])) }];
    });
  }

  private async spentTransients(transactions: readonly BlockTransaction[]): Promise<DatabaseWrite[]> {
    const writes: DatabaseWrite[] = [];
    for (const { txId, rwset } of transactions) {
      if (!rwset.some((part) => part.collections.length > 0)) continue;
      for await (const [key] of this.options.database.entries(transientRange(txId))) writes.push({ type: 'del', key });
    }
    return writes;
  }

  private number(key: string): number | undefined {
    const bytes = this.options.database.get(key);
    return bytes === undefined ? undefined : Number(Buffer.from(bytes).toString());
  }
}

const RECENT_BLOCKS = 64;

async function lastBlock(database: LedgerDatabase): Promise<DecodedBlock | undefined> {
  for await (const [, bytes] of database.entries(blocksFrom(0), { reverse: true, limit: 1 })) return decodeBlock(bytes);
  return undefined;
}
