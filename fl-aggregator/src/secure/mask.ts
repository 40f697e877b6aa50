// SPDX-License-Identifier: Apache-2.0
import { createCipheriv } from 'node:crypto';
import { endianness } from 'node:os';

const ZERO_COUNTER = new Uint8Array(16);
const isBigEndian = endianness() === 'BE';

/**
 * The mask of a key: AES-256-CTR's key stream from counter zero (NIST SP 800-38A), as little-endian 32-bit words. A key
 * makes one mask only.
 */
export function maskOf(key: Uint8Array, length: number): Uint32Array {
  const cipher = createCipheriv('aes-256-ctr', key, ZERO_COUNTER);
  const stream = cipher.update(Buffer.alloc(4 * length));
  if (isBigEndian) {
    stream.swap32();
  }
  return new Uint32Array(new Uint8Array(stream).buffer);
}

/** Adds `term` to `sum` modulo 2³², in place. */
export function addModular(sum: Uint32Array, term: Uint32Array): void {
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) + (term[place] as number); // storing wraps around
  }
}

/** Takes `term` from `sum` modulo 2³², in place. */
export function subtractModular(sum: Uint32Array, term: Uint32Array): void {
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) - (term[place] as number);
  }
}
