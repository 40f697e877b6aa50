// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import type { BlockTransaction } from './block.js';
import { expiriesAt, expiryKey, hashedKey, historyKey, stateKey } from './database-keys.js';
import { encodeExpiry, expiredAt } from './expiry.js';
import type { DatabaseReader, DatabaseWrite } from './ledger-database.js';
import { validateReads } from './mvcc.js';
import { matchingWriteSets, PrivateUpdates, type Lifetimes } from './private-updates.js';
import type { PrivateWriteSet } from './rwset.js';
import type { StateView } from './state-view.js';
import { encodeValue } from './stored-value.js';
import { ValidationCode, type ValidationCodeValue } from './transaction.js';
import { UpdateBatch, type Update } from './update-batch.js';

/** Where the effects of a block are worked out. */
export interface EffectsContext {
  readonly database: DatabaseReader;
  readonly state: StateView;
  readonly mspIds: readonly string[];
  readonly lifetimes: Lifetimes;
  /** The private writes of a transaction as the organisation `mspId` received them. */
  privateWrites(mspId: string, block: number, tx: number, txId: string): Promise<readonly PrivateWriteSet[]>;
}

/** What a block does to the state. */
export interface BlockEffects {
  readonly codes: readonly ValidationCodeValue[];
  readonly updates: UpdateBatch;
  readonly writes: DatabaseWrite[];
}

/**
 * Works out the outcome of each transaction and all changes a block makes to the state, the history and the private
 * stores. With `validate` the reads of the transactions are checked; without, the recorded outcomes are taken.
 */
export async function blockEffects(
  context: EffectsContext,
  number: number,
  transactions: readonly BlockTransaction[],
  validate: boolean,
): Promise<BlockEffects> {
  const updates = new UpdateBatch(context.state);
  const codes: ValidationCodeValue[] = [];
  for (const [tx, transaction] of transactions.entries()) {
    let { code } = transaction;
    if (validate && code === ValidationCode.VALID)
      code = await validateReads(transaction.rwset, context.state, updates);
    if (code === ValidationCode.VALID) updates.apply(transaction.rwset, { block: number, tx });
    codes.push(code);
  }
  const valid = transactions.map((transaction, tx) => ({ ...transaction, tx })).filter(({ tx }) => codes[tx] === 0);
  const writes: DatabaseWrite[] = [
    ...(await privateEffects(context, number, valid, updates, validate)),
    ...stateWrites(updates),
    ...valid.flatMap((transaction) => historyWrites(number, transaction)),
    ...valid.flatMap((transaction) => hashExpiries(context.lifetimes, number, transaction)),
  ];
  return { codes, updates, writes };
}

type ValidTransaction = BlockTransaction & { readonly tx: number };

async function privateEffects(
  context: EffectsContext,
  block: number,
  transactions: readonly ValidTransaction[],
  updates: UpdateBatch,
  validate: boolean,
): Promise<DatabaseWrite[]> {
  const stores = new Map(
    context.mspIds.map((mspId) => [mspId, new PrivateUpdates(mspId, context.state, context.lifetimes)]),
  );
  for (const transaction of transactions) {
    if (!transaction.rwset.some((part) => part.collections.length > 0)) continue;
    for (const [mspId, store] of stores) {
      const received = await context.privateWrites(mspId, block, transaction.tx, transaction.txId);
      // What is stored already has been compared with the hashes, and may have been purged since.
      const sets = validate ? matchingWriteSets(received, transaction.rwset) : received;
      store.apply(sets, { block, tx: transaction.tx });
      await applyPurges(context, store, block, transaction);
    }
  }
  const expired = await expiredAt(context.database, block);
  for (const entry of expired) {
    if (entry.mspId === '') expireHash(context.state, updates, entry);
    else await stores.get(entry.mspId)?.expire(context.database, entry);
  }
  return [
    ...[...stores.values()].flatMap((store) => store.finish(updates)),
    ...(expired.length > 0 ? await spentExpiries(context.database, block) : []),
  ];
}

async function applyPurges(
  { database }: EffectsContext,
  store: PrivateUpdates,
  block: number,
  transaction: ValidTransaction,
): Promise<void> {
  for (const { namespace, collections } of transaction.rwset) {
    for (const { collection, writes } of collections) {
      for (const write of writes.filter(({ isPurge }) => isPurge)) {
        await store.purge(database, namespace, collection, write.keyHash, { block, tx: transaction.tx });
      }
    }
  }
}

function expireHash(
  state: StateView,
  updates: UpdateBatch,
  { namespace, collection, key, version }: Awaited<ReturnType<typeof expiredAt>>[number],
): void {
  const current = state.getHashed(namespace, collection, key)?.version;
  if (current?.block === version.block && current.tx === version.tx) {
    updates.expireHashed(namespace, collection, key, version);
  }
}

async function spentExpiries(database: DatabaseReader, block: number): Promise<DatabaseWrite[]> {
  const writes: DatabaseWrite[] = [];
  for await (const [key] of database.entries(expiriesAt(block))) writes.push({ type: 'del', key });
  return writes;
}

function stateWrites(updates: UpdateBatch): DatabaseWrite[] {
  const writes: DatabaseWrite[] = [];
  for (const [namespace, keys] of updates.public) {
    for (const [key, update] of keys) writes.push(stateWrite(stateKey(namespace, key), update));
  }
  for (const [namespace, collections] of updates.hashed) {
    for (const [collection, keys] of collections) {
      for (const [hash, update] of keys) writes.push(stateWrite(hashedKey(namespace, collection, hash), update));
    }
  }
  return writes;
}

function stateWrite(key: string, { value, version, metadata }: Update): DatabaseWrite {
  return value === undefined
    ? { type: 'del', key }
    : { type: 'put', key, value: encodeValue({ value, version, metadata }) };
}

function historyWrites(block: number, transaction: ValidTransaction): DatabaseWrite[] {
  return transaction.rwset.flatMap(({ namespace, writes }) =>
    writes.map(({ key, isDelete, value }): DatabaseWrite => {
      const modification = new ledger.queryresult.KeyModification();
      modification.setTxId(transaction.txId);
      modification.setTimestamp(transaction.timestamp);
      modification.setIsDelete(isDelete);
      if (!isDelete) modification.setValue(value);
      const encoded = modification.serializeBinary();
      return { type: 'put', key: historyKey(namespace, key, block, transaction.tx), value: encoded };
    }),
  );
}

function hashExpiries(lifetimes: Lifetimes, block: number, transaction: ValidTransaction): DatabaseWrite[] {
  const version = { block, tx: transaction.tx };
  return transaction.rwset.flatMap(({ namespace, collections }) =>
    collections.flatMap(({ collection, writes }) => {
      const lifetime = lifetimes(namespace, collection);
      if (lifetime === undefined) return [];
      return writes.map(({ keyHash }): DatabaseWrite => ({
        type: 'put',
        key: expiryKey(block + lifetime + 1, '', namespace, collection, keyHash),
        value: encodeExpiry(version),
      }));
    }),
  );
}
