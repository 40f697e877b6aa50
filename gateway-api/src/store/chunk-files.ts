// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentAddress } from '@wattpass/telemetry/arrow';
import { syncDirectory } from './sync-directory.js';

/** Files named by what they hold, under one directory. A file is there whole, and on the disk, or not at all. */
export class ChunkFiles {
  constructor(private readonly directory: string) {}

  /** Keeps bytes and gives their SHA-256, by which they are found again. */
  async put(bytes: Uint8Array): Promise<string> {
    const digest = contentAddress(bytes);
    const path = this.#path(digest);
    if (await exists(path)) {
      return digest;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${randomUUID()}`;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncDirectory(dirname(path));
    return digest;
  }

  /**
   * The bytes with this SHA-256.
   * @throws Error when the file is missing or was changed.
   */
  async get(digest: string): Promise<Uint8Array> {
    const bytes = await readFile(this.#path(digest));
    if (contentAddress(bytes) !== digest) {
      throw new Error(`${this.#path(digest)} does not hold what its name says`);
    }
    return bytes;
  }

  #path(digest: string): string {
    return join(this.directory, digest.slice(0, 2), `${digest}.arrow`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
