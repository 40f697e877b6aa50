// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { LearningError } from '../learning-error.js';
import { KEY_BYTES } from './key-agreement.js';

const NONCE = new Uint8Array(12); // every channel key seals one box only
const TAG_BYTES = 16;

/** One client's shares of another's secrets. */
export interface OpenedShares {
  readonly seed: Uint8Array;
  readonly maskSecret: Uint8Array;
}

/** Seals two shares with AES-256-GCM under a key that is used for this box alone. */
export function sealedBox(key: Uint8Array, { seed, maskSecret }: OpenedShares): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  const sealed = Buffer.concat([cipher.update(seed), cipher.update(maskSecret), cipher.final(), cipher.getAuthTag()]);
  return new Uint8Array(sealed);
}

/** Opens a box. @throws LearningError WRONG_SHARE if it was not sealed under this key. */
export function openedBox(key: Uint8Array, box: Uint8Array, from: string): OpenedShares {
  const refusal = new LearningError('WRONG_SHARE', from, "shares sealed for this client with the pair's key");
  if (box.length !== 2 * KEY_BYTES + TAG_BYTES) {
    throw refusal;
  }
  const decipher = createDecipheriv('aes-256-gcm', key, NONCE);
  decipher.setAuthTag(box.subarray(2 * KEY_BYTES));
  try {
    const opened = new Uint8Array(Buffer.concat([decipher.update(box.subarray(0, 2 * KEY_BYTES)), decipher.final()]));
    return { seed: opened.slice(0, KEY_BYTES), maskSecret: opened.slice(KEY_BYTES) };
  } catch {
    throw refusal;
  }
}
