// SPDX-License-Identifier: Apache-2.0
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
const COST = { N: 4096, r: 8, p: 1 };

function derive(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, COST, (error, key) => {
      if (error) {
        reject(error);
      } else {
        resolve(key);
      }
    });
  });
}

/** A new enrolment secret of 144 random bits. */
export function generateSecret(): string {
  return randomBytes(18).toString('base64url');
}

/** Salted scrypt hash of a secret, as text. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(secret, salt)).toString('base64url')}`;
}

/** Whether `secret` is the one that `hash` was made from. */
export async function matchesSecret(secret: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.').map((part) => Buffer.from(part, 'base64url'));
  return timingSafeEqual(await derive(secret, Buffer.from(salt)), Buffer.from(key));
}
