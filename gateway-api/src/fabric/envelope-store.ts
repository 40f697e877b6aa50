// SPDX-License-Identifier: Apache-2.0
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../store/database.js';
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

/** Envelopes in the gateway's database. */
export class DatabaseEnvelopeStore implements EnvelopeStore {
  constructor(private readonly database: Database) {}

  async save(envelope: StoredEnvelope): Promise<void> {
    await this.database.queries.insert(envelopes).values(envelope);
  }

  async settle(txId: string): Promise<void> {
    await this.database.queries.delete(envelopes).where(eq(envelopes.txId, txId));
  }

  async has(txId: string): Promise<boolean> {
    const rows = await this.database.queries
      .select({ txId: envelopes.txId })
      .from(envelopes)
      .where(eq(envelopes.txId, txId));
    return rows.length > 0;
  }

  async pending(): Promise<readonly StoredEnvelope[]> {
    return this.database.queries.select().from(envelopes).orderBy(asc(envelopes.createdAt));
  }
}
