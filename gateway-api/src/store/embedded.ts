// SPDX-License-Identifier: Apache-2.0
import { mkdir, rename, rm } from 'node:fs/promises';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { OpenDatabase } from './database.js';
import { lockDirectory } from './lock-file.js';
import { ensureTemplate } from './template.js';

/**
 * Opens the embedded Postgres under `stateDir`, made from the template the first time. What it has answered survives the
 * death of the process, but not of the machine, because the engine runs without fsync: production gives a Postgres server.
 * @throws StateLockedError when another process has it open: the engine itself would corrupt its files silently.
 */
export async function openEmbedded(stateDir: string): Promise<OpenDatabase> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(stateDir);
  try {
    const dataDir = join(stateDir, 'postgres');
    await createFromTemplate(dataDir);
    const client = new PGlite(dataDir, bytesAsHex);
    await client.waitReady;
    const close = async (): Promise<void> => {
      await client.close();
      unlock();
    };
    return { queries: drizzle(client), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The engine's own way with bytes, digit by digit, takes longer than the statement that they belong to. */
const bytesAsHex = {
  serializers: {
    [types.BYTEA]: (value: Uint8Array) =>
      `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
  },
  parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice('\\x'.length), 'hex') },
};

/** Copies beside the target and renames, so that a copy cut short is never taken for a database. */
async function createFromTemplate(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) {
    return;
  }
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  cpSync(await ensureTemplate(), unfinished, { recursive: true }); // hundreds of small files: twice as fast as one promise for each
  await rename(unfinished, dataDir);
}
