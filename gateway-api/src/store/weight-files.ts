// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncDirectory } from './sync-directory.js';

/** Why bytes were not kept. */
export type WeightRefusal = 'too-large' | 'other-hash';

/** Weights in files named by their SHA-256. A file is there whole, and on the disk, or not at all. */
export class WeightFiles {
  constructor(private readonly directory: string) {}

  /**
   * Writes a stream down as it comes, so that memory does not grow with it.
   * @returns how many bytes were kept, or why none were: more than `most`, or not what `hash` says.
   */
  async put(hash: string, content: Readable, most: number): Promise<number | WeightRefusal> {
    const path = this.#path(hash);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${randomUUID()}`;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      const written = await writeHashed(file, content, most);
      if (written === undefined) {
        return 'too-large';
      }
      if (written.hash !== hash) {
        return 'other-hash';
      }
      await file.sync();
      await rename(unfinished, path);
      await syncDirectory(dirname(path));
      return written.bytes;
    } finally {
      await file.close();
      await rm(unfinished, { force: true });
    }
  }

  /** The bytes with this SHA-256 as a stream, or undefined where there are none. */
  async get(hash: string): Promise<Readable | undefined> {
    const path = this.#path(hash);
    return (await has(path)) ? createReadStream(path) : undefined;
  }

  /** Whether the bytes with this SHA-256 are there. */
  has(hash: string): Promise<boolean> {
    return has(this.#path(hash));
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#path(hash), { force: true });
  }

  #path(hash: string): string {
    return join(this.directory, hash.slice(0, 2), hash);
  }
}

async function writeHashed(
  file: FileHandle,
  content: Readable,
  most: number,
): Promise<{ readonly hash: string; readonly bytes: number } | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of content as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most) {
      return undefined;
    }
    hash.update(part);
    await file.write(part);
  }
  return { hash: hash.digest('hex'), bytes };
}

function has(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
