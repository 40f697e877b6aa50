// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate, migrationFiles } from './migrate.js';

/**
 * The engine's defaults suit a server: 128 MB of shared buffers and 32 MB of write-ahead log kept. With these a gateway's
 * database takes about 30 MB of memory.
 */
const SETTINGS = ['shared_buffers = 2MB', 'wal_buffers = 64kB', 'min_wal_size = 32MB', 'max_wal_size = 64MB'];

/** The databases that `initdb` makes besides the one in use: two thirds of all files. */
const UNUSED = ['template0', 'template1'];

let making: Promise<string> | undefined;

/** The directory of an initialised database with all its tables, empty; made when it is missing (6 s, which a copy saves). */
export function ensureTemplate(): Promise<string> {
  making ??= foundOrMade(templatePath());
  return making;
}

async function foundOrMade(template: string): Promise<string> {
  return existsSync(template) ? template : makeTemplate(template);
}

/**
 * Lies beside the compiled code, so that a build makes it once for every gateway of this machine; named after what it is made
 * of, so that another engine or another migration is never served by an old one.
 */
function templatePath(): string {
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const hash = createHash('sha256').update(SETTINGS.join());
  for (const file of [engine, ...migrationFiles()]) {
    hash.update(readFileSync(file));
  }
  return join(import.meta.dirname, `../../dist/postgres-template-${hash.digest('hex').slice(0, 12)}`);
}

async function makeTemplate(template: string): Promise<string> {
  const unfinished = await mkdtemp(`${template}-`);
  const client = new PGlite(unfinished);
  await client.waitReady;
  await migrate(drizzle(client));
  for (const name of UNUSED) {
    await client.exec(`UPDATE pg_database SET datistemplate = false WHERE datname = '${name}'`);
    await client.exec(`DROP DATABASE ${name}`);
  }
  await client.close();
  await appendFile(join(unfinished, 'postgresql.conf'), `\n${SETTINGS.join('\n')}\n`);
  try {
    await rename(unfinished, template);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(template)) {
      throw error; // otherwise another process was first, and its template is as good
    }
  }
  return template;
}
