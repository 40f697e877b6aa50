// SPDX-License-Identifier: Apache-2.0
import { createHash, hash } from 'node:crypto';

/** SHA-256 of the concatenation of `parts`. */
export function sha256(...parts: Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** SHA-256 of a string's UTF-8 bytes in hex: the form in which hashed private keys are indexed. */
export function keyHash(key: string): string {
  return hash('sha256', key);
}
