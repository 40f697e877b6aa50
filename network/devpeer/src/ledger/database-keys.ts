// SPDX-License-Identifier: Apache-2.0

/*
 * One LevelDB holds everything, so that one synchronous batch commits a block together with all its effects. The
 * first character of a database key tells the kind of the entry. Namespaces, collections and organisations never
 * contain NUL; ledger keys may, so they always come last or carry their length.
 */

const NUL = '\u0000';
const AFTER_NUL = '\u0001';

/** A half-open range of database keys. */
export interface KeyRange {
  readonly gte: string;
  readonly lt: string;
}

const ordered = (value: number): string => value.toString(16).padStart(14, '0');

/** The entry that holds the number of blocks whose effects are in the state. */
export const SAVEPOINT_KEY = '!savepoint';
/** The entry that holds the version of this layout. */
export const FORMAT_KEY = '!format';

/** The key of a block by its number. */
export const blockKey = (number: number): string => `b${ordered(number)}`;
/** The keys of all blocks from `number` on. */
export const blocksFrom = (number: number): KeyRange => ({ gte: blockKey(number), lt: 'c' });
/** The key of the index entry of a block hash (hex). */
export const blockHashKey = (hashHex: string): string => `x${hashHex}`;
/** The key of the index entry of a transaction. */
export const transactionKey = (txId: string): string => `t${txId}`;

/** The key of a public value. */
export const stateKey = (namespace: string, key: string): string => `s${namespace}${NUL}${key}`;
/** Public values from `start` up to, not including, `end`; an empty `end` means the namespace's end. */
export const stateRange = (namespace: string, start: string, end: string): KeyRange => ({
  gte: stateKey(namespace, start),
  lt: end === '' ? `s${namespace}${AFTER_NUL}` : stateKey(namespace, end),
});

/** The key of the hash of a private value; `keyHash` in hex. */
export const hashedKey = (namespace: string, collection: string, keyHash: string): string =>
  `h${namespace}${NUL}${collection}${NUL}${keyHash}`;

/** The key of a private value in the store of the organisation `mspId`. */
export const privateKey = (mspId: string, namespace: string, collection: string, key: string): string =>
  `p${mspId}${NUL}${namespace}${NUL}${collection}${NUL}${key}`;
/** The private values of a collection from `start` up to, not including, `end`; an empty `end` means its end. */
export const privateRange = (
  mspId: string,
  namespace: string,
  collection: string,
  start: string,
  end: string,
): KeyRange => ({
  gte: privateKey(mspId, namespace, collection, start),
  lt:
    end === ''
      ? `p${mspId}${NUL}${namespace}${NUL}${collection}${AFTER_NUL}`
      : privateKey(mspId, namespace, collection, end),
});
/** The write of a private key, found by the key's hash, in the store of one organisation; the entry holds the key. */
export const privateWriteByHash = (
  mspId: string,
  namespace: string,
  collection: string,
  keyHash: string,
  block: number,
  tx: number,
): string => `k${mspId}${NUL}${namespace}${NUL}${collection}${NUL}${keyHash}${ordered(block)}${ordered(tx)}`;
/** All writes of a private key, found by the key's hash. */
export const privateWritesByHash = (
  mspId: string,
  namespace: string,
  collection: string,
  keyHash: string,
): KeyRange => ({
  gte: `k${mspId}${NUL}${namespace}${NUL}${collection}${NUL}${keyHash}0`,
  lt: `k${mspId}${NUL}${namespace}${NUL}${collection}${NUL}${keyHash}g`,
});

/** The private write sets of a transaction as one organisation received them. */
export const privateWritesKey = (mspId: string, block: number, tx: number): string =>
  `w${mspId}${NUL}${ordered(block)}${ordered(tx)}`;
/** The private write sets of a whole block as one organisation received them. */
export const privateWritesOfBlock = (mspId: string, block: number): KeyRange => ({
  gte: privateWritesKey(mspId, block, 0),
  lt: privateWritesKey(mspId, block + 1, 0),
});

/** Private write sets that wait for their transaction to be ordered. */
export const transientKey = (txId: string, mspId: string): string => `n${txId}${NUL}${mspId}`;
/** All private write sets that wait for a transaction. */
export const transientRange = (txId: string): KeyRange => ({ gte: `n${txId}${NUL}`, lt: `n${txId}${AFTER_NUL}` });

/** One private value that expires once `block` is committed. */
export const expiryKey = (block: number, mspId: string, namespace: string, collection: string, key: string): string =>
  `e${ordered(block)}${mspId}${NUL}${namespace}${NUL}${collection}${NUL}${key}`;
/** Everything that expires with the commit of `block`. */
export const expiriesAt = (block: number): KeyRange => ({ gte: `e${ordered(block)}`, lt: `e${ordered(block + 1)}` });

const historyPrefix = (namespace: string, key: string): string =>
  `y${namespace}${NUL}${ordered(Buffer.byteLength(key))}${key}`;
/** The key of one modification in a key's history. */
export const historyKey = (namespace: string, key: string, block: number, tx: number): string =>
  `${historyPrefix(namespace, key)}${ordered(block)}${ordered(tx)}`;
/** All modifications of a key. */
export const historyRange = (namespace: string, key: string): KeyRange => ({
  gte: `${historyPrefix(namespace, key)}0`,
  lt: `${historyPrefix(namespace, key)}g`,
});

/** The key of the settings that hold from the block `number` on. */
export const settingsKey = (number: number): string => `d${ordered(number)}`;
/** All settings in the order of the blocks they hold from. */
export const ALL_SETTINGS: KeyRange = { gte: 'd', lt: 'e' };

/** Everything that is derived from blocks: dropped before the state is rebuilt. */
export const DERIVED_RANGES: readonly KeyRange[] = ['s', 'h', 'p', 'k', 'e', 'y'].map((kind) => ({
  gte: kind,
  lt: String.fromCharCode(kind.charCodeAt(0) + 1),
}));
