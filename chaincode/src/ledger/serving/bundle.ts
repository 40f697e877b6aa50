// SPDX-License-Identifier: Apache-2.0

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/*
 * A bundle is a program in one file with what it depends on, and V8's compiled code beside it: it loads in less than half the
 * time of the hundreds of files that it was made of. The workspace's build makes them; packages stay as they are compiled.
 */

/** The names of the files in a bundle's folder. */
const files = { code: 'program.cjs', cache: 'program.cache', inputs: 'inputs.json' } as const;

/** A file that went into a bundle: its path from the bundle's folder, its size and when it was written. */
export type BundleInput = readonly [path: string, size: number, writtenMs: number];

/** What a bundle was made of. */
export interface BundleRecord {
  readonly inputs: readonly BundleInput[];
}

/** Where a bundle's parts lie. */
export function bundleFiles(folder: string): Readonly<Record<keyof typeof files, string>> {
  return { code: join(folder, files.code), cache: join(folder, files.cache), inputs: join(folder, files.inputs) };
}

/** Whether the bundle in a folder is there and its inputs are what they were. */
export function isCurrent(folder: string): boolean {
  try {
    const { inputs } = JSON.parse(readFileSync(bundleFiles(folder).inputs, 'utf8')) as BundleRecord;
    return inputs.every(([path, size, writtenMs]) => {
      const found = statSync(join(folder, path));
      return found.size === size && found.mtimeMs === writtenMs;
    });
  } catch {
    return false; // not made, or made of files that are gone
  }
}

/** Runs a bundle as a module of its folder, with what V8 compiled before if it is there. */
export function runBundle(folder: string): void {
  load(folder);
}

/** Runs a bundle until it has loaded, and keeps what V8 compiled. */
export async function cacheBundle(folder: string): Promise<void> {
  const { exports, script } = load(folder);
  await exports.loaded;
  writeFileSync(bundleFiles(folder).cache, script.createCachedData());
}

/** What a bundle exports, and its script. A program that does more than load exports when it has: `loaded`. */
function load(folder: string): { exports: { readonly loaded?: Promise<void> }; script: Script } {
  const { code, cache } = bundleFiles(folder);
  const cachedData = readIfThere(cache);
  const parameters = 'exports, require, module, __filename, __dirname';
  const script = new Script(`(function (${parameters}) {${readFileSync(code, 'utf8')}\n})`, {
    filename: code,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...scope: unknown[]) => void;
  run(module.exports, createRequire(code), module, code, folder);
  return { exports: module.exports, script };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // V8 compiles the code then
  }
}
