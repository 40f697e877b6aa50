// SPDX-License-Identifier: Apache-2.0

import { Hex256 } from '../fields.js';
import { sha256Hex } from '../digest.js';

/**
 * Where a coin goes: SHA-256 of the DER SubjectPublicKeyInfo of a P-256 key, in hex. A wallet makes a new key for every
 * coin it is to receive. A trading pseudonym is an address whose key stays for as long as the pseudonym.
 */
export const Address = Hex256;

/** The address of a public key, which is base64 of its DER SubjectPublicKeyInfo. */
export function addressOf(publicKey: string): string {
  return sha256Hex(Buffer.from(publicKey, 'base64'));
}
