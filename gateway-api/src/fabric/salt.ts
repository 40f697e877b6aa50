// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import type { Caller } from '../auth/caller.js';

/** The salt of the `index`-th private record of one request. */
export type SaltOf = (index: number) => string;

/**
 * Salts for private records, 32 hex digits: unguessable without the gateway's key file, and the same again when the same
 * caller repeats a request, so that a repeat carries the same bytes and meets the same commitment.
 */
export class SaltSource {
  constructor(private readonly key: Uint8Array) {}

  /** The salt of the `index`-th record of a request. */
  salt(accountId: string, idempotencyKey: string, index = 0): string {
    const message = JSON.stringify(['wattpass/salt/1', accountId, idempotencyKey, index]);
    return createHmac('sha256', this.key).update(message).digest('hex').slice(0, 32);
  }

  /** The salts of one caller's request. */
  of({ account, idempotencyKey }: Caller): SaltOf {
    return (index) => this.salt(account.id, idempotencyKey, index);
  }
}
