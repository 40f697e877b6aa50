// SPDX-License-Identifier: Apache-2.0
import type { Version } from './version.js';

/** A value of the state with the version of its last write and its metadata (an encoded KVMetadataWrite), if any. */
export interface VersionedValue {
  readonly value: Uint8Array;
  readonly metadata: Uint8Array | undefined;
  readonly version: Version;
}

const HEADER_BYTES = 16;

/** Encodes a value for the database: block (8 bytes), transaction (4), length of the metadata (4), metadata, value. */
export function encodeValue(stored: VersionedValue): Buffer {
  const metadata = stored.metadata ?? new Uint8Array(0);
  const encoded = Buffer.allocUnsafe(HEADER_BYTES + metadata.length + stored.value.length);
  encoded.writeBigUInt64BE(BigInt(stored.version.block), 0);
  encoded.writeUInt32BE(stored.version.tx, 8);
  encoded.writeUInt32BE(metadata.length, 12);
  encoded.set(metadata, HEADER_BYTES);
  encoded.set(stored.value, HEADER_BYTES + metadata.length);
  return encoded;
}

/** Decodes what {@link encodeValue} wrote; the parts are views of `bytes`. */
export function decodeValue(bytes: Uint8Array): VersionedValue {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const metadataLength = view.readUInt32BE(12);
  return {
    version: { block: Number(view.readBigUInt64BE(0)), tx: view.readUInt32BE(8) },
    metadata: metadataLength === 0 ? undefined : bytes.subarray(HEADER_BYTES, HEADER_BYTES + metadataLength),
    value: bytes.subarray(HEADER_BYTES + metadataLength),
  };
}
