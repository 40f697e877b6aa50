// SPDX-License-Identifier: Apache-2.0
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What was typed is not what the benchmark takes; the message names the flag and the rule. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The flags a benchmark takes, each with its default. */
type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a benchmark's flags strictly. @throws UsageError for an unknown flag or a flag without its value. */
export function parseFlags<const T extends Options>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number from `least` to `most`. @throws UsageError naming the flag and the rule. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`${flag}: a whole number from ${least} to ${most}, not ${text}`);
  }
  return value;
}
