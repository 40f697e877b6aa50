// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { LearningError } from '../learning-error.js';

/** Bytes of an X25519 key, private or public, and of every key derived from an agreement: 256 bits. */
export const KEY_BYTES = 32;

/** What stands before the 32 bytes in the DER forms of RFC 8410. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** The X25519 public key of 32 secret bytes (RFC 7748). */
export function publicKeyOf(secret: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(PUBLIC_PREFIX.length));
}

/**
 * The key two parties share for one purpose: X25519 (RFC 7748), then HKDF-SHA256 (RFC 5869) of all 32 bytes without
 * salt.
 * @param info What the key is for; the same on both sides.
 * @throws LearningError WRONG_LENGTH, or WRONG_SHARE for a public key of small order.
 */
export function agreedKey(secret: Uint8Array, otherPublic: Uint8Array, info: Uint8Array): Uint8Array {
  return derivedKey(agreement(secret, otherPublic), info);
}

/** HKDF-SHA256 to 32 bytes. @throws LearningError WRONG_LENGTH unless the material has 256 bits. */
export function derivedKey(material: Uint8Array, info: Uint8Array): Uint8Array {
  requireKeyBytes('material', material);
  return new Uint8Array(hkdfSync('sha256', material, new Uint8Array(), info, KEY_BYTES));
}

/**
 * X25519 alone: 32 bytes to derive keys from, never a key itself.
 * @throws LearningError as {@link agreedKey}.
 */
export function agreement(secret: Uint8Array, otherPublic: Uint8Array): Uint8Array {
  requireKeyBytes('public key', otherPublic);
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_PREFIX, otherPublic]),
    format: 'der',
    type: 'spki',
  });
  const ownKey = privateKey(secret);
  try {
    return diffieHellman({ privateKey: ownKey, publicKey });
  } catch {
    throw new LearningError('WRONG_SHARE', 'public key', 'a point of full order'); // OpenSSL refuses a zero agreement
  }
}

function privateKey(secret: Uint8Array): KeyObject {
  requireKeyBytes('secret', secret);
  return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, secret]), format: 'der', type: 'pkcs8' });
}

function requireKeyBytes(name: string, bytes: Uint8Array): void {
  if (bytes.length !== KEY_BYTES) {
    throw new LearningError('WRONG_LENGTH', name, `${KEY_BYTES} bytes, not ${bytes.length}`);
  }
}
