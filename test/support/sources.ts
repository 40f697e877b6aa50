// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Every TypeScript source file under `room`/src, as absolute paths. */
export function sourcesOf(root: string, room: string): string[] {
  const home = join(root, room, 'src');
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The module specifiers a file imports, re-exports or imports dynamically. */
export function arrowsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const patterns = [/\bfrom\s+'([^']+)'/g, /\bimport\s+'([^']+)'/g, /\bimport\(\s*'([^']+)'\s*\)/g];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** Circles of imports among `files`, each as the files on it. Imports of types alone vanish at run time and do not count. */
export function cyclesIn(files: readonly string[]): string[][] {
  const targets = new Map(files.map((file) => [file, runtimeTargets(file)]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    if (done.has(file)) {
      return;
    }
    for (const target of targets.get(file) ?? []) {
      visit(target, [...path, file]);
    }
    done.add(file);
  };
  files.forEach((file) => {
    visit(file, []);
  });
  return cycles;
}

function runtimeTargets(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^(import|export) type [^;]*;/gm, '');
  return [...text.matchAll(/\bfrom\s+'(\.[^']+)'/g), ...text.matchAll(/\bimport\s+'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(file), (match[1] ?? '').replace(/\.js$/, '.ts')),
  );
}
