// SPDX-License-Identifier: Apache-2.0
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { openEmbedded } from './embedded.js';
import { migrate } from './migrate.js';
import { openPostgres } from './postgres.js';

/** The gateway's database, whichever engine runs it. */
export type Queries = PgDatabase<PgQueryResultHKT>;

/** An open database: queries, and the way to give it back. */
export interface OpenDatabase {
  readonly queries: Queries;
  close(): Promise<void>;
}

/** The gateway's database; a class, so that it can be asked for by type. */
export class Database {
  readonly #lastWork: (() => Promise<void>)[] = [];

  private constructor(private readonly opened: OpenDatabase) {}

  /**
   * Opens Postgres at `url`, or the embedded one under `stateDir`, and brings its schema up to date.
   * @throws StateLockedError when another process uses the embedded database.
   */
  static async open(stateDir: string, url?: string): Promise<Database> {
    const opened = url === undefined ? await openEmbedded(stateDir) : openPostgres(url);
    try {
      await migrate(opened.queries);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return new Database(opened);
  }

  /** The query builder. */
  get queries(): Queries {
    return this.opened.queries;
  }

  /** Answers when the database does. */
  async ping(): Promise<void> {
    await this.queries.execute(sql`SELECT 1`);
  }

  /** Has something done before the database is given back: writes that were put off. */
  beforeClose(work: () => Promise<void>): void {
    this.#lastWork.push(work);
  }

  /** Finishes what runs and gives the database back. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#lastWork.map((work) => work()));
    await this.opened.close();
  }
}
