// SPDX-License-Identifier: Apache-2.0
import { sign, verify, type KeyObject } from 'node:crypto';

/** Order of the group of NIST P-256 (SEC 2, secp256r1). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_ORDER = ORDER >> 1n;
const SCALAR_BYTES = 32;

function toScalar(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const magnitude = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  // A leading zero keeps the number positive.
  const content = (magnitude[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}

/** The DER SEQUENCE of two INTEGERs that ECDSA signatures travel in (RFC 3279, 2.2.3). */
export function encodeSignature(r: bigint, s: bigint): Buffer {
  const content = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

/**
 * Signs `message` with ECDSA over P-256 and SHA-256.
 *
 * Of the two valid values of s the smaller is chosen: Fabric refuses the other, so that a signature has one encoding only.
 */
export function signLowS(privateKey: KeyObject, message: Uint8Array): Buffer {
  const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const r = toScalar(raw.subarray(0, SCALAR_BYTES));
  const s = toScalar(raw.subarray(SCALAR_BYTES));
  return encodeSignature(r, s > HALF_ORDER ? ORDER - s : s);
}

/** Reads one DER INTEGER at `offset`. That it is positive and minimal is left to the native verification. */
function readInteger(der: Uint8Array, offset: number): { value: bigint; end: number } | undefined {
  const length = der[offset + 1] ?? 0;
  const end = offset + 2 + length;
  if (der[offset] !== 0x02 || length === 0 || end > der.length) {
    return undefined;
  }
  return { value: toScalar(der.subarray(offset + 2, end)), end };
}

/** Takes a DER signature apart; undefined when it is not exactly one SEQUENCE of two INTEGERs. */
export function decodeSignature(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) {
    return undefined;
  }
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  return r && s?.end === der.length ? { r: r.value, s: s.value } : undefined;
}

/** Whether `signature` is a valid low-S signature of `message`; malformed and high-S signatures are plainly not. */
export function verifyLowS(publicKey: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const parts = decodeSignature(signature);
  return parts !== undefined && parts.s <= HALF_ORDER && verify('sha256', message, publicKey, signature);
}
