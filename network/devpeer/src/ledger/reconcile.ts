// SPDX-License-Identifier: Apache-2.0
import { privateKey, privateWritesKey } from './database-keys.js';
import { keyHash, sha256 } from './hashes.js';
import type { DatabaseReader, DatabaseWrite } from './ledger-database.js';
import { privateIndexWrites, type Lifetimes } from './private-updates.js';
import { decodePrivateRwset, encodePrivateRwset } from './rwset-codec.js';
import type { PrivateWriteSet } from './rwset.js';
import type { StateView } from './state-view.js';
import { encodeValue } from './stored-value.js';
import { compareVersions, type Version } from './version.js';

/** Where missed private writes are added. */
export interface ReconcileContext {
  readonly database: DatabaseReader;
  readonly state: StateView;
  readonly lifetimes: Lifetimes;
  readonly mspId: string;
}

/**
 * What an organisation writes when it gets private write sets of a committed transaction after the fact: the sets
 * themselves, and those values that nothing has replaced since.
 */
export function reconciliationWrites(
  context: ReconcileContext,
  version: Version,
  sets: readonly PrivateWriteSet[],
): DatabaseWrite[] {
  const { database, mspId } = context;
  const writesKey = privateWritesKey(mspId, version.block, version.tx);
  const stored = database.get(writesKey);
  const known = stored === undefined ? [] : decodePrivateRwset(stored);
  const missed = sets.filter(
    (set) => !known.some((one) => one.namespace === set.namespace && one.collection === set.collection),
  );
  if (missed.length === 0) return [];
  return [
    { type: 'put', key: writesKey, value: encodePrivateRwset([...known, ...missed]) },
    ...missed.flatMap((set) => setWrites(context, version, set)),
  ];
}

function setWrites(context: ReconcileContext, version: Version, set: PrivateWriteSet): DatabaseWrite[] {
  const { mspId, lifetimes } = context;
  const { namespace, collection } = set;
  return set.writes.flatMap(({ key, isDelete, value }) => [
    ...privateIndexWrites({ mspId, lifetimes }, { namespace, collection, key }, version),
    ...valueWrites(context, version, { namespace, collection, key, value: isDelete ? undefined : value }),
  ]);
}

interface MissedValue {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/** The hash on the ledger says whether a value is the current one; a change of metadata may have raised its version. */
function valueWrites({ state, mspId }: ReconcileContext, version: Version, missed: MissedValue): DatabaseWrite[] {
  const { namespace, collection, key, value } = missed;
  const hashed = state.getHashed(namespace, collection, keyHash(key));
  const databaseKey = privateKey(mspId, namespace, collection, key);
  if (hashed === undefined) {
    const held = state.getPrivate(mspId, namespace, collection, key);
    const isOlder = held !== undefined && compareVersions(held.version, version) < 0;
    return value === undefined && isOlder ? [{ type: 'del', key: databaseKey }] : [];
  }
  const isCurrent =
    value !== undefined &&
    compareVersions(hashed.version, version) >= 0 &&
    Buffer.compare(sha256(value), hashed.value) === 0;
  if (!isCurrent) return [];
  const encoded = encodeValue({ value, version: hashed.version, metadata: undefined });
  return [{ type: 'put', key: databaseKey, value: encoded }];
}
