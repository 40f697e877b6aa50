// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { Flag } from './flags.js';

/** A flag without a value. */
export function toggle(help: string): Flag<true> {
  return { help, read: () => true };
}

/** A number between two bounds. */
export function decimal(value: string, help: string, least: number, greatest: number): Flag<number> {
  return { value, help, read: (text) => numberIn(text, /^\d+(\.\d+)?$/, least, greatest, 'a number') };
}

/** A whole number between two bounds. */
export function integer(value: string, help: string, least: number, greatest: number): Flag<number> {
  return { value, help, read: (text) => numberIn(text, /^\d+$/, least, greatest, 'a whole number') };
}

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[], help: string): Flag<T> {
  const read = (text: string): T => {
    const found = words.find((word) => word === text);
    if (found === undefined) {
      throw new Error(`one of ${words.join(', ')}, not "${text}"`);
    }
    return found;
  };
  return { value: words.join('|'), help, read };
}

/** A text that follows a pattern. */
export function text(value: string, help: string, pattern: RegExp, rule: string): Flag<string> {
  const read = (given: string): string => {
    if (!pattern.test(given)) {
      throw new Error(`${rule}, not "${given}"`);
    }
    return given;
  };
  return { value, help, read };
}

/** A path; a relative one counts from where the user called npm. */
export function path(value: string, help: string): Flag<string> {
  const read = (given: string): string => {
    if (given === '') {
      throw new Error('a path');
    }
    return resolve(callersFolder(), given);
  };
  return { value, help, read };
}

/** The folder the user stands in: npm runs scripts in the root and tells where it was called. */
export function callersFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

function numberIn(given: string, pattern: RegExp, least: number, greatest: number, kind: string): number {
  const number = Number(given);
  if (!pattern.test(given) || number < least || number > greatest) {
    throw new Error(`${kind} from ${least} to ${greatest}, not "${given}"`);
  }
  return number;
}
