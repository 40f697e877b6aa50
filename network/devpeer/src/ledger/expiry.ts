// SPDX-License-Identifier: Apache-2.0
import { expiriesAt } from './database-keys.js';
import type { DatabaseReader } from './ledger-database.js';
import type { Version } from './version.js';

/** A private value, or with an empty `mspId` the hash of one, whose time is over. */
export interface Expired {
  readonly mspId: string;
  readonly namespace: string;
  readonly collection: string;
  /** The key; for hashes, the key's hash in hex. */
  readonly key: string;
  readonly version: Version;
}

/** Encodes the version an expiry applies to. */
export function encodeExpiry(version: Version): Uint8Array {
  return Buffer.from(JSON.stringify(version));
}

/** Everything whose time is over with the commit of `block`. */
export async function expiredAt(database: DatabaseReader, block: number): Promise<Expired[]> {
  const expired: Expired[] = [];
  const range = expiriesAt(block);
  for await (const [databaseKey, bytes] of database.entries(range)) {
    const [mspId = '', namespace = '', collection = '', ...key] = databaseKey.slice(range.gte.length).split('\u0000');
    const version = JSON.parse(Buffer.from(bytes).toString()) as Version;
    expired.push({ mspId, namespace, collection, key: key.join('\u0000'), version });
  }
  return expired;
}
