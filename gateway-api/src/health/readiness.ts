// SPDX-License-Identifier: Apache-2.0
import { bootstrapName } from '../auth/bootstrap.js';
import type { AccountStore } from '../auth/account.store.js';
import type { LedgerClient } from '../fabric/ledger-client.js';
import type { Database } from '../store/database.js';

/** What the readiness check found. */
export interface Readiness {
  readonly status: 'ready' | 'unready';
  readonly organisation: string;
  readonly database: 'up' | 'down';
  readonly ledger: 'up' | 'down';
  /** Blocks on the own peer. */
  readonly height?: string;
}

/** Asks database and peer whether they answer. */
export class ReadinessProbe {
  constructor(
    private readonly organisation: string,
    private readonly database: Database,
    private readonly ledger: LedgerClient,
    private readonly accounts: AccountStore,
  ) {}

  async check(): Promise<Readiness> {
    const [database, height] = await Promise.all([succeeds(this.database.ping()), this.#height()]);
    return {
      status: database && height !== undefined ? 'ready' : 'unready',
      organisation: this.organisation,
      database: database ? 'up' : 'down',
      ledger: height === undefined ? 'down' : 'up',
      ...(height === undefined ? {} : { height }),
    };
  }

  async #height(): Promise<string | undefined> {
    try {
      const admin = await this.accounts.byName(bootstrapName);
      const signer = admin && (await this.accounts.signer(admin.id));
      return signer && (await this.ledger.height(signer)).toString();
    } catch {
      return undefined; // whatever the reason, the ledger is not usable: that is the answer
    }
  }
}

async function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}
