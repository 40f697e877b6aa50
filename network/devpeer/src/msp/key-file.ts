// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/** A fresh P-256 private key. */
export function generatePrivateKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** The PKCS #8 PEM form of a private key. */
export function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Reads a file as text; undefined when there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Writes a file whole or not at all: a reader, or a restart after a crash, never meets half of it. */
export async function writeWhole(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.${String(process.pid)}.new`;
  await writeFile(draft, content, { mode });
  await rename(draft, path);
}

/** Loads the private key in `path`, or makes one there, readable by its owner alone. */
export async function openPrivateKey(path: string): Promise<KeyObject> {
  const pem = await readIfPresent(path);
  if (pem !== undefined) {
    return createPrivateKey(pem);
  }
  const key = generatePrivateKey();
  await writeWhole(path, privateKeyPem(key), 0o600);
  return key;
}
