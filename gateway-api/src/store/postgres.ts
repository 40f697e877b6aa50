// SPDX-License-Identifier: Apache-2.0
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { OpenDatabase } from './database.js';

/** Connects to a Postgres server; connections open when the first query needs one. */
export function openPostgres(url: string): OpenDatabase {
  const pool = new Pool({ connectionString: url, max: 10 });
  return { queries: drizzle(pool), close: () => pool.end() };
}
