// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';

/** A command line that cannot be used: every offending argument with the rule it breaks, one a line. */
export class CommandLineError extends Error {
  readonly code = 'INVALID_COMMAND_LINE';
}

/** How one flag is read. */
export interface Flag<T> {
  /** What stands after the flag in the usage; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  /** Reads the text given; the rule as an `Error` message if it breaks one. A switch gets `''`. */
  readonly read: (text: string) => T;
}

/** Flags by name, without the dashes. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What a command line gave; a flag that was not given is absent. */
export type Given<F extends Flags> = { readonly [N in keyof F]?: F[N] extends Flag<infer T> ? T : never };

/**
 * Reads a command line strictly: unknown flags, missing values, doubled flags and stray words are refused.
 * @throws CommandLineError naming each.
 */
export function readFlags<F extends Flags>(flags: F, args: readonly string[]): Given<F> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true as const },
    ]),
  );
  const values = parsed(args, options);
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, texts] of Object.entries(values)) {
    try {
      given[name] = single(name, texts, flags);
    } catch (error) {
      problems.push(`--${name}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) {
    throw new CommandLineError(problems.join('\n'));
  }
  return given as Given<F>;
}

type Options = Record<string, { type: 'boolean' | 'string'; multiple: true }>;

function parsed(args: readonly string[], options: Options): Record<string, (string | boolean)[]> {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return values as Record<string, (string | boolean)[]>;
  } catch (error) {
    throw new CommandLineError((error as Error).message);
  }
}

function single(name: string, texts: readonly (string | boolean)[], flags: Flags): unknown {
  const [text] = texts;
  if (texts.length !== 1) {
    throw new Error('once');
  }
  return flags[name]?.read(typeof text === 'string' ? text : '');
}

/** The usage of flags, a line each. */
export function describeFlags(flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { value, help }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
