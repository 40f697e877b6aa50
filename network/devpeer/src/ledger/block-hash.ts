// SPDX-License-Identifier: Apache-2.0
import { sha256 } from './hashes.js';

/** The parts of a block header that its hash covers. */
export interface HeaderParts {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

/** SHA-256 over the concatenated envelopes of a block. */
export function blockDataHash(envelopes: readonly Uint8Array[]): Buffer {
  return sha256(...envelopes);
}

/** The DER form of a header: SEQUENCE { INTEGER number, OCTET STRING previousHash, OCTET STRING dataHash }. */
export function blockHeaderBytes(header: HeaderParts): Buffer {
  return derElement(
    0x30,
    Buffer.concat([
      derElement(0x02, derInteger(header.number)),
      derElement(0x04, header.previousHash),
      derElement(0x04, header.dataHash),
    ]),
  );
}

/** SHA-256 of {@link blockHeaderBytes}: what the next block names as its previous hash. */
export function blockHeaderHash(header: HeaderParts): Buffer {
  return sha256(blockHeaderBytes(header));
}

function derElement(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(tag), derLength(content.length), content]);
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = minimalBigEndian(length);
  return Buffer.concat([Uint8Array.of(0x80 | bytes.length), bytes]);
}

function derInteger(value: number): Uint8Array {
  const bytes = minimalBigEndian(value);
  return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes;
}

function minimalBigEndian(value: number): Uint8Array {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
