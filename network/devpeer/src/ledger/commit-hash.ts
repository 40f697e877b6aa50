// SPDX-License-Identifier: Apache-2.0
import jspb from 'google-protobuf';
import { sha256 } from './hashes.js';
import { sortedEntries } from './key-order.js';
import type { Update, UpdateBatch } from './update-batch.js';
import { versionBytes } from './version.js';

/**
 * The hash that chains the effects of blocks: SHA-256 over the validation flags (length-prefixed), the block's
 * updates in canonical order and the previous commit hash.
 */
export function commitHash(flags: Uint8Array, updates: UpdateBatch, previous: Uint8Array): Buffer {
  return sha256(varint(flags.length), flags, canonicalUpdates(updates), previous);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

/**
 * Public and hashed updates as Fabric's txmgr.Updates message: namespaces in order, in each the public keys before
 * the collections; a namespace or collection is named by its first entry only.
 */
function canonicalUpdates(updates: UpdateBatch): Uint8Array {
  const writer = new jspb.BinaryWriter();
  const namespaces = new Map<string, undefined>();
  for (const name of [...updates.public.keys(), ...updates.hashed.keys()]) namespaces.set(name, undefined);
  for (const [namespace] of sortedEntries(namespaces)) {
    let named = false;
    const write = (collection: string | undefined, key: Uint8Array, update: Update): void => {
      writer.writeBytes(1, encodeUpdate(named ? undefined : namespace, collection, key, update));
      named = true;
    };
    for (const [key, update] of sortedEntries(updates.public.get(namespace) ?? new Map<string, Update>())) {
      write(undefined, Buffer.from(key), update);
    }
    for (const [collection, keys] of sortedEntries(updates.hashed.get(namespace) ?? new Map<string, never>())) {
      sortedEntries<Update>(keys).forEach(([key, update], index) => {
        write(index === 0 ? collection : undefined, Buffer.from(key, 'hex'), update);
      });
    }
  }
  return writer.getResultBuffer();
}

function encodeUpdate(
  namespace: string | undefined,
  collection: string | undefined,
  key: Uint8Array,
  update: Update,
): Uint8Array {
  const writer = new jspb.BinaryWriter();
  if (namespace !== undefined) writer.writeString(1, namespace);
  if (collection !== undefined) writer.writeString(2, collection);
  if (key.length > 0) writer.writeBytes(3, key);
  if (update.value === undefined) writer.writeBool(4, true);
  else if (update.value.length > 0) writer.writeBytes(5, update.value);
  writer.writeBytes(6, versionBytes(update.version));
  return writer.getResultBuffer();
}
