// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Queries } from './database.js';
import { migrations } from './schema.js';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Any number: the advisory lock that lets one of several starting gateways migrate a shared Postgres. */
const MIGRATION_LOCK = 740_021;

/** Runs the migrations that this database has not seen, in the order of their names, all in one transaction. */
export async function migrate(queries: Queries): Promise<void> {
  await queries.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(sql`CREATE SCHEMA IF NOT EXISTS gateway`);
    await tx.execute(sql`CREATE TABLE IF NOT EXISTS gateway.migrations (name text PRIMARY KEY)`);
    const seen = await tx.select({ name: migrations.name }).from(migrations);
    const done = new Set(seen.map((row) => row.name));
    for (const file of migrationFiles()) {
      const name = basename(file);
      if (done.has(name)) {
        continue;
      }
      for (const statement of statementsOf(readFileSync(file, 'utf8'))) {
        await tx.execute(sql.raw(statement));
      }
      await tx.insert(migrations).values({ name });
    }
  });
}

/** The paths of all migrations, in their order. */
export function migrationFiles(): string[] {
  return readdirSync(MIGRATIONS)
    .sort()
    .map((name) => join(MIGRATIONS, name));
}

/** The statements of a migration. The embedded database takes one at a time; none of ours holds a semicolon inside. */
function statementsOf(text: string): string[] {
  return text
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
