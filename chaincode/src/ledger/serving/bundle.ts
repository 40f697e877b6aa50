// SPDX-License-Identifier: Apache-2.0

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The names of the files in a bundle's folder. */
const files = { code: 'serve.cjs', cache: 'serve.cache', inputs: 'inputs.json' } as const;

/** A compiled file that went into a bundle: its path from the package's folder, its size and when it was written. */
export type BundleInput = readonly [path: string, size: number, writtenMs: number];

/** What a bundle was made of. */
export interface BundleRecord {
  readonly inputs: readonly BundleInput[];
}

/** Where a bundle's parts lie. */
export function bundleFiles(folder: string): Readonly<Record<keyof typeof files, string>> {
  return { code: join(folder, files.code), cache: join(folder, files.cache), inputs: join(folder, files.inputs) };
}

/** Whether the bundle in a folder is there and holds what its package is compiled to now. */
export function isCurrent(folder: string): boolean {
  try {
    const { inputs } = JSON.parse(readFileSync(bundleFiles(folder).inputs, 'utf8')) as BundleRecord;
    return inputs.every(([path, size, writtenMs]) => {
      const found = statSync(join(dirname(folder), path));
      return found.size === size && found.mtimeMs === writtenMs;
    });
  } catch {
    return false; // not made, or made of files that are gone
  }
}

/** Runs a bundle as a module of its folder, compiled code included if it is there; what it exports, and the script. */
function load(folder: string): { exports: { serving?: Promise<void> }; script: Script } {
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

/** Serves the contracts out of a bundle, which loads in less than half the time of the files that it was made of. */
export function serveBundle(folder: string): void {
  load(folder);
}

/** Serves out of a bundle until peers could connect, and keeps what V8 compiled. */
export async function cacheBundle(folder: string): Promise<void> {
  const { exports, script } = load(folder);
  await exports.serving;
  writeFileSync(bundleFiles(folder).cache, script.createCachedData());
}
