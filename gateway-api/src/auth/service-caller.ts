// SPDX-License-Identifier: Apache-2.0
import { FabricError } from '../fabric/fabric-error.js';
import type { AccountStore } from './account.store.js';
import { bootstrapName } from './bootstrap.js';
import type { Caller } from './caller.js';

/** Whom the gateway itself acts as, where nobody is signed in: its first administrator. It only ever reads. */
export class ServiceCaller {
  constructor(private readonly accounts: AccountStore) {}

  async get(): Promise<Caller> {
    const account = await this.accounts.byName(bootstrapName);
    if (account === undefined) {
      throw new FabricError('IDENTITY_REFUSED', 'the gateway has no administrator yet');
    }
    return { account, idempotencyKey: '', respondAsync: false };
  }
}
