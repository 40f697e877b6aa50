// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLineError, readFlags } from '../command-line/flags.js';
import { integer } from '../command-line/values.js';
import { pathsOf } from '../state-directory.js';
import { requireNetwork, stateFlag, stateOf } from './network-state.js';
import { table } from './table.js';

const DEFAULT_LINES = 50;
const EXTENSION = '.log';

export const logsFlags = {
  ...stateFlag,
  lines: integer('N', `how many of a program's last lines (default ${DEFAULT_LINES})`, 1, 1_000_000),
};

/** Shows the end of a program's log, or which programs have one. */
export function logsCommand(args: readonly string[]): number {
  const [first] = args;
  const program = first === undefined || first.startsWith('-') ? undefined : first;
  const given = readFlags(logsFlags, program === undefined ? args : args.slice(1));
  const dir = join(pathsOf(requireNetwork(stateOf(given.state))).ledger, 'logs');
  const names = (existsSync(dir) ? readdirSync(dir) : [])
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length));
  if (program === undefined) {
    const rows = names.map((name) => [name, `${statSync(join(dir, name + EXTENSION)).size} bytes`]);
    console.log(table([['program', 'log'], ...rows]));
    return 0;
  }
  if (!names.includes(program)) {
    throw new CommandLineError(`logs: one of ${names.join(', ')}, not "${program}"`);
  }
  const lines = readFileSync(join(dir, program + EXTENSION), 'utf8')
    .trimEnd()
    .split('\n');
  console.log(lines.slice(-(given.lines ?? DEFAULT_LINES)).join('\n'));
  return 0;
}
