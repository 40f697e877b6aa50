// SPDX-License-Identifier: Apache-2.0

import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Anchor } from '../chunk-tree.js';
import { deviceStatement } from '../device-statement.js';

/** The device's signature over its statement: ECDSA P-256 with SHA-256, DER, base64. */
export function signAnchor(anchor: Anchor, privateKey: KeyObject): string {
  return sign('sha256', deviceStatement(anchor), privateKey).toString('base64');
}

/**
 * Whether the holder of a device key signed this anchor.
 * @param publicKey The enrolled key: its DER SubjectPublicKeyInfo in base64, as the ledger holds it, or a key object.
 * @returns false also for a key that is not on the curve P-256.
 * @throws Error from node:crypto if the text is no key.
 */
export function verifyAnchorSignature(anchor: Anchor, signature: string, publicKey: KeyObject | string): boolean {
  const key = typeof publicKey === 'string' ? enrolledKey(publicKey) : publicKey;
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    return false;
  }
  return verify('sha256', deviceStatement(anchor), key, Buffer.from(signature, 'base64'));
}

function enrolledKey(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
}
