// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { sha256 } from '../ledger/hashes.js';

/** The namespace that holds the chaincode definitions, and the system chaincode that writes it. */
export const LIFECYCLE = '_lifecycle';

/** Part of the lifecycle's keys: definitions, or where an organisation has the package of one. */
export type KeySpace = 'namespaces' | 'chaincode-sources';

/** State by key, as one namespace or one private collection shows it. */
export interface ReadableState {
  get(key: string): Uint8Array | undefined;
}

/** State that can be changed as well. */
export interface WritableState extends ReadableState {
  put(key: string, value: Uint8Array): void;
  delete(key: string): void;
}

/** A private collection as somebody outside sees it. */
export interface HashedState {
  /** SHA-256 of the value. */
  hash(key: string): Uint8Array | undefined;
}

/** A structure as Fabric stores it: one key that says what it is, and one key for each field. */
export interface StoredStructure {
  readonly type: string;
  /** Names with encoded StateData, in the order in which the structure declares them. */
  readonly fields: readonly (readonly [string, Uint8Array])[];
}

/** The key that says of what type a structure is. */
export function metadataKey(space: KeySpace, name: string): string {
  return `${space}/metadata/${name}`;
}

/** The key of one field of a structure. */
export function fieldKey(space: KeySpace, name: string, field: string): string {
  return `${space}/fields/${name}/${field}`;
}

/** A field that holds an integer. */
export function integerField(value: number): Uint8Array {
  const data = new peer.lifecycle.StateData();
  data.setInt64(value);
  return data.serializeBinary();
}

/** A field that holds bytes, which is how messages are kept. */
export function bytesField(value: Uint8Array): Uint8Array {
  const data = new peer.lifecycle.StateData();
  data.setBytes(value);
  return data.serializeBinary();
}

/** A field that holds text. */
export function textField(value: string): Uint8Array {
  const data = new peer.lifecycle.StateData();
  data.setString(value);
  return data.serializeBinary();
}

/** The metadata of a structure, if there is one of that name. */
export function readMetadata(
  state: ReadableState,
  space: KeySpace,
  name: string,
): peer.lifecycle.StateMetadata | undefined {
  const bytes = state.get(metadataKey(space, name));
  return bytes === undefined ? undefined : peer.lifecycle.StateMetadata.deserializeBinary(bytes);
}

/** One field of a structure; that of a structure which does not exist is empty. */
export function readField(
  state: ReadableState,
  space: KeySpace,
  name: string,
  field: string,
): peer.lifecycle.StateData {
  return peer.lifecycle.StateData.deserializeBinary(state.get(fieldKey(space, name, field)) ?? new Uint8Array(0));
}

/** Writes a structure, touching only the keys that change. */
export function writeStructure(state: WritableState, space: KeySpace, name: string, structure: StoredStructure): void {
  const before = readMetadata(state, space, name);
  const known = new Map(
    before?.getFieldsList().map((field) => {
      const key = fieldKey(space, name, field);
      return [key, state.get(key)];
    }),
  );
  for (const [field, value] of structure.fields) {
    const key = fieldKey(space, name, field);
    const current = known.get(key);
    if (current === undefined || Buffer.compare(current, value) !== 0) state.put(key, value);
    known.delete(key);
  }
  const isSameType =
    before?.getDatatype() === structure.type && before.getFieldsList().length === structure.fields.length;
  if (known.size > 0 || !isSameType) state.put(metadataKey(space, name), encodeMetadata(structure));
  for (const key of known.keys()) state.delete(key);
}

/**
 * Compares a structure with one of which only the hashes are seen.
 *
 * @returns the names of the fields that differ, or the type's name when that differs.
 */
export function mismatchesOf(
  state: HashedState,
  space: KeySpace,
  name: string,
  { type, fields }: StoredStructure,
): string[] {
  // All keys are looked at, whatever the first shows: endorsers have to come to the same reads.
  const metadata = state.hash(metadataKey(space, name));
  const hashes = fields.map(([field]) => state.hash(fieldKey(space, name, field)));
  if (!isHashOf(metadata, encodeMetadata({ type, fields }))) return [type];
  return fields.flatMap(([field, value], index) => (isHashOf(hashes[index], value) ? [] : [field]));
}

function isHashOf(hash: Uint8Array | undefined, value: Uint8Array): boolean {
  return hash !== undefined && Buffer.compare(hash, sha256(value)) === 0;
}

function encodeMetadata({ type, fields }: StoredStructure): Uint8Array {
  const metadata = new peer.lifecycle.StateMetadata();
  metadata.setDatatype(type);
  metadata.setFieldsList(fields.map(([field]) => field));
  return metadata.serializeBinary();
}
