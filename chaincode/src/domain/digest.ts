// SPDX-License-Identifier: Apache-2.0

import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.js';

/** SHA-256 of bytes (or of a text's UTF-8), in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The commitment to a private record: SHA-256 of its canonical JSON, which holds a random salt. */
export function commitmentOf(record: Json): string {
  return sha256Hex(canonicalJson(record));
}

/**
 * The id of a record that `actorId` creates under the idempotency key `key`: a repeat of the request meets the record
 * that the first one made. 32 hex characters.
 */
export function recordIdOf(actorId: string, key: string): string {
  return sha256Hex(canonicalJson(['wattpass/record/1', actorId, key])).slice(0, 32);
}
