// SPDX-License-Identifier: Apache-2.0
import { asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../store/database.js';
import { GroupCommit } from '../store/group-commit.js';
import { envelopes } from '../store/schema.js';

/** A signed transaction on its way: the exact bytes that are submitted, and submitted again if need be. */
export interface StoredEnvelope {
  readonly txId: string;
  readonly accountId: string;
  readonly transactionName: string;
  readonly envelope: Uint8Array;
}

/** Keeps signed envelopes from before they are submitted until their outcome is known. */
export interface EnvelopeStore {
  save(envelope: StoredEnvelope): Promise<void>;
  /** Forgets an envelope whose outcome is known. */
  settle(txId: string): Promise<void>;
  has(txId: string): Promise<boolean>;
  /** All envelopes without an outcome, oldest first. */
  pending(): Promise<readonly StoredEnvelope[]>;
}

/** How long a settled envelope may stay in the database, so that many are removed at once. */
const REMOVE_AFTER_MS = 1_000;

/** Envelopes in the gateway's database. */
export class DatabaseEnvelopeStore implements EnvelopeStore {
  readonly #saves: GroupCommit<StoredEnvelope, undefined>;
  /** Settled, and not removed yet. Should the process die first, the same bytes meet their first outcome once more. */
  readonly #settled = new Set<string>();
  #removal: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {
    this.#saves = new GroupCommit(async (group) => {
      await database.queries.insert(envelopes).values([...group]);
      return group.map(() => undefined);
    });
    database.beforeClose(() => this.#remove());
  }

  async save(envelope: StoredEnvelope): Promise<void> {
    await this.#saves.add(envelope);
  }

  settle(txId: string): Promise<void> {
    this.#settled.add(txId);
    this.#removal ??= setTimeout(() => {
      this.#remove().catch(() => undefined); // they stay settled here, and the next removal takes them
    }, REMOVE_AFTER_MS);
    return Promise.resolve();
  }

  async has(txId: string): Promise<boolean> {
    if (this.#settled.has(txId)) {
      return false;
    }
    const rows = await this.database.queries
      .select({ txId: envelopes.txId })
      .from(envelopes)
      .where(eq(envelopes.txId, txId));
    return rows.length > 0;
  }

  async pending(): Promise<readonly StoredEnvelope[]> {
    const stored = await this.database.queries.select().from(envelopes).orderBy(asc(envelopes.createdAt));
    return stored.filter(({ txId }) => !this.#settled.has(txId));
  }

  async #remove(): Promise<void> {
    clearTimeout(this.#removal);
    this.#removal = undefined;
    const txIds = [...this.#settled];
    if (txIds.length > 0) {
      await this.database.queries.delete(envelopes).where(inArray(envelopes.txId, txIds));
      txIds.forEach((txId) => this.#settled.delete(txId));
    }
  }
}
