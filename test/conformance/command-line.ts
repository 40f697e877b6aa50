// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import type { LedgerKind } from './ledgers/ledger-under-test.js';

export const USAGE = `Usage: npm run conformance -- --ledger devpeer|fabric [--only TEXT] [--table] [--record] [--verbose]

  --ledger   what the cases are run on; fabric needs its programs on PATH or in the folder FABRIC_BIN names
  --only     only cases whose name contains TEXT
  --table    write the results into docs/conformance.md
  --record   write what was seen as what is expected; only from fabric
  --verbose  say what the network does while it starts`;

/** What the command line asks for. */
export interface Flags {
  readonly ledger: LedgerKind;
  readonly only: string | undefined;
  readonly table: boolean;
  readonly record: boolean;
  readonly verbose: boolean;
}

/** A command line that cannot be followed. */
export class UsageError extends Error {}

/** Reads the command line; throws {@link UsageError} naming the flag and the rule. */
export function readFlags(args: readonly string[]): Flags {
  const { ledger, only, ...switches } = parse(args);
  const { table = false, record = false, verbose = false } = switches;
  if (ledger !== 'devpeer' && ledger !== 'fabric') {
    throw new UsageError(`--ledger: must be devpeer or fabric, not ${ledger ?? 'missing'}`);
  }
  refuse(
    record && ledger !== 'fabric',
    '--record: expectations come from real Fabric only, so it needs --ledger fabric',
  );
  refuse(table && only !== undefined, '--table: needs a run of all cases, so it cannot go with --only');
  return { ledger, only, table, record, verbose };
}

function refuse(condition: boolean, message: string): void {
  if (condition) throw new UsageError(message);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ledger: { type: 'string' },
        only: { type: 'string' },
        table: { type: 'boolean' },
        record: { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
