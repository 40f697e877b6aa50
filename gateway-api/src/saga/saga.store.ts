// SPDX-License-Identifier: Apache-2.0
import { and, asc, eq, lt, ne } from 'drizzle-orm';
import type { Cipher } from '../store/cipher.js';
import type { Database } from '../store/database.js';
import { sagas } from '../store/schema.js';
import type { SagaFailure, SagaRecord, SagaStore } from './saga.js';

type Row = typeof sagas.$inferSelect;

/** What is encrypted of a record: everything that could tell what it is about. */
interface Sealed {
  readonly idempotencyKey: string;
  readonly payload: unknown;
  readonly blockNumber: string;
}

/** The outbox in the gateway's database, payloads encrypted. */
export class DatabaseSagaStore implements SagaStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

  async add(record: SagaRecord): Promise<void> {
    await this.database.queries.insert(sagas).values(this.#row(record)).onConflictDoNothing();
  }

  async find(id: string): Promise<SagaRecord | undefined> {
    const [row] = await this.database.queries.select().from(sagas).where(eq(sagas.id, id));
    return row && this.#record(row);
  }

  async save(record: SagaRecord): Promise<void> {
    await this.database.queries.update(sagas).set(this.#row(record)).where(eq(sagas.id, record.id));
  }

  async remove(id: string): Promise<void> {
    await this.database.queries.delete(sagas).where(eq(sagas.id, id));
  }

  async forget(before: Date): Promise<void> {
    await this.database.queries.delete(sagas).where(and(ne(sagas.state, 'running'), lt(sagas.createdAt, before)));
  }

  async running(): Promise<readonly string[]> {
    const rows = await this.database.queries
      .select({ id: sagas.id })
      .from(sagas)
      .where(eq(sagas.state, 'running'))
      .orderBy(asc(sagas.createdAt));
    return rows.map((row) => row.id);
  }

  #row(record: SagaRecord): typeof sagas.$inferInsert {
    const { idempotencyKey, payload, blockNumber } = record;
    return {
      id: record.id,
      kind: record.kind,
      accountId: record.accountId,
      payload: this.cipher.seal(JSON.stringify({ idempotencyKey, payload, blockNumber } satisfies Sealed)),
      nextStep: record.nextStep,
      txIds: JSON.stringify(record.txIds),
      state: record.state,
      failure: record.failure === undefined ? null : JSON.stringify(record.failure),
    };
  }

  #record(row: Row): SagaRecord {
    const sealed = JSON.parse(this.cipher.open(row.payload)) as Sealed;
    return {
      id: row.id,
      kind: row.kind,
      accountId: row.accountId,
      ...sealed,
      nextStep: row.nextStep,
      txIds: JSON.parse(row.txIds) as string[],
      state: row.state,
      ...(row.failure === null ? {} : { failure: JSON.parse(row.failure) as SagaFailure }),
    };
  }
}
