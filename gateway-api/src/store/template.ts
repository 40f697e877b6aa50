// SPDX-License-Identifier: Apache-2.0
import { appendFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Lies beside the compiled code, so that a build makes it once for every gateway of this machine. */
const TEMPLATE = join(import.meta.dirname, '../../dist/postgres-template');

/**
 * The engine's defaults suit a server: 128 MB of shared buffers and 32 MB of write-ahead log kept. With these a gateway's
 * database takes about 30 MB of memory.
 */
const SETTINGS = ['shared_buffers = 2MB', 'wal_buffers = 64kB', 'min_wal_size = 32MB', 'max_wal_size = 64MB'];

let making: Promise<string> | undefined;

/** The directory of an initialised, empty database; made when it is missing (5 s of CPU, which a copy saves). */
export async function ensureTemplate(): Promise<string> {
  making ??= existsSync(TEMPLATE) ? Promise.resolve(TEMPLATE) : makeTemplate();
  return making;
}

async function makeTemplate(): Promise<string> {
  const unfinished = await mkdtemp(`${TEMPLATE}-`);
  const client = new PGlite(unfinished);
  await client.waitReady;
  await client.close();
  await appendFile(join(unfinished, 'postgresql.conf'), `\n${SETTINGS.join('\n')}\n`);
  try {
    await rename(unfinished, TEMPLATE);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(TEMPLATE)) {
      throw error; // otherwise another process was first, and its template is as good
    }
  }
  return TEMPLATE;
}
