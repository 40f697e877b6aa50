// SPDX-License-Identifier: Apache-2.0
import type { Readable } from 'node:stream';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Account } from '../auth/account.js';
import { Problem } from '../http/problem.js';
import type { Database } from '../store/database.js';
import { weights } from '../store/schema.js';
import type { WeightFiles } from '../store/weight-files.js';

/** What weights are: a model, for everybody who trains; or one client's update, for whoever aggregates and checks. */
export type WeightPurpose = 'model' | 'update';

/** Weights that are kept here. */
export interface StoredWeights {
  readonly hash: string;
  readonly purpose: WeightPurpose;
  readonly bytes: number;
  readonly storedAt: string;
}

/** The most that one upload may hold: the update or the model of ten million parameters, with its optimiser's state. */
export const MAX_WEIGHT_BYTES = 256 * 1024 * 1024;

/** The most that is kept for one account. */
export const MAX_ACCOUNT_BYTES = 4 * 1024 ** 3;

/** Updates are needed until their round has ended, which windows of at most seven days make 21 days at the latest. */
const UPDATES_KEPT_MS = 30 * 24 * 3_600_000;

/** Models and updates of federated learning, content-addressed: files, and the index that knows whose they are. */
export class WeightArchive {
  #tidiedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly files: WeightFiles,
  ) {}

  /**
   * Keeps weights under their hash. What is there already stays as it is, save that an update which became a model is one.
   * @throws Problem PAYLOAD_TOO_LARGE, COMMITMENT_MISMATCH for bytes with another hash.
   */
  async put(account: Account, hash: string, purpose: WeightPurpose, content: Readable): Promise<StoredWeights> {
    await this.#tidy(Date.now());
    const earlier = await this.#find(hash);
    const bytes = earlier?.bytes ?? (await this.#write(account, hash, content));
    content.resume(); // what nobody reads must still arrive, or the answer cannot be sent
    await this.database.queries
      .insert(weights)
      .values({ hash, purpose, bytes, accountId: account.id })
      .onConflictDoUpdate({
        target: weights.hash,
        set: { purpose: sql`CASE WHEN ${weights.purpose} = 'model' THEN 'model' ELSE excluded.purpose END` },
      });
    return this.describe(account, hash);
  }

  /** What is known of weights. @throws Problem NOT_FOUND, also for who may not read them. */
  async describe(account: Account, hash: string): Promise<StoredWeights> {
    const row = await this.#find(hash);
    if (row === undefined || !mayRead(account, row)) {
      throw new Problem('NOT_FOUND', `this gateway has no weights ${hash} for this account`);
    }
    return { hash, purpose: row.purpose, bytes: row.bytes, storedAt: row.storedAt.toISOString() };
  }

  /** The bytes, as a stream. @throws Problem NOT_FOUND */
  async read(account: Account, hash: string): Promise<{ readonly facts: StoredWeights; readonly content: Readable }> {
    const facts = await this.describe(account, hash);
    const content = await this.files.get(hash);
    if (content === undefined) {
      throw new Problem('NOT_FOUND', `the file of the weights ${hash} is gone`);
    }
    return { facts, content };
  }

  async #write(account: Account, hash: string, content: Readable): Promise<number> {
    const room = MAX_ACCOUNT_BYTES - (await this.#keptFor(account));
    const written = await this.files.put(hash, content, Math.min(MAX_WEIGHT_BYTES, room));
    if (written === 'too-large') {
      const rule = `at most ${MAX_WEIGHT_BYTES} bytes at once and ${MAX_ACCOUNT_BYTES} for an account`;
      throw new Problem('PAYLOAD_TOO_LARGE', rule);
    }
    if (written === 'other-hash') {
      throw new Problem('COMMITMENT_MISMATCH', 'the bytes have another SHA-256 than the path says');
    }
    return written;
  }

  async #find(hash: string): Promise<typeof weights.$inferSelect | undefined> {
    const [row] = await this.database.queries.select().from(weights).where(eq(weights.hash, hash));
    return row !== undefined && (await this.files.has(hash)) ? row : undefined;
  }

  async #keptFor({ id }: Account): Promise<number> {
    const [row] = await this.database.queries
      .select({ sum: sql<string>`coalesce(sum(${weights.bytes}), 0)` })
      .from(weights)
      .where(eq(weights.accountId, id));
    return Number(row?.sum ?? 0);
  }

  /** Removes updates whose rounds have long ended, once a day. */
  async #tidy(now: number): Promise<void> {
    if (now - this.#tidiedAt < 24 * 3_600_000) {
      return;
    }
    this.#tidiedAt = now;
    const old = and(eq(weights.purpose, 'update'), lt(weights.storedAt, new Date(now - UPDATES_KEPT_MS)));
    const gone = await this.database.queries.delete(weights).where(old).returning({ hash: weights.hash });
    for (const { hash } of gone) {
      await this.files.remove(hash);
    }
  }
}

/**
 * Devices read models and what they sent themselves. An update tells of the data it was trained on, so only people and the
 * organisation's programs, which have a person's kind of account, read others' updates.
 */
function mayRead(account: Account, { purpose, accountId }: typeof weights.$inferSelect): boolean {
  return purpose === 'model' || account.kind === 'person' || accountId === account.id;
}
