// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConnection, type Connection } from '@wattpass/gateway-api/ledger';
import { openLedgerReader, type LedgerReader } from '../chain/ledger-reader.js';
import { readerIdentity } from '../chain/reader-identity.js';
import { callersFolder } from '../command-line/values.js';
import { readRunFile, type RunFile } from '../consortium/running-consortium.js';
import { defaultState } from '../start/sign-in-table.js';
import { pathsOf } from '../state-directory.js';

/** What was asked needs a running consortium, or a state that has seen one. */
export class NotRunningError extends Error {
  readonly code = 'NOT_RUNNING';
}

/** The state directory that a command means. */
export function rootOf(state: string | undefined): string {
  return state ?? resolve(callersFolder(), defaultState);
}

/** The run on a state directory, if one is alive. */
export function livingRun(root: string): RunFile | undefined {
  const run = readRunFile(pathsOf(root).runFile);
  try {
    if (run !== undefined) {
      process.kill(run.pid, 0);
    }
    return run;
  } catch {
    return undefined; // the launcher was killed and left its file behind
  }
}

/** The run on a state directory. @throws NotRunningError saying what to do. */
export function requireRun(root: string): RunFile {
  const run = livingRun(root);
  if (run === undefined) {
    throw new NotRunningError(`nothing runs on ${root}: start it (npm start), or give another --state`);
  }
  return run;
}

/** An organisation's connection in a state directory. @throws NotRunningError if there has never been one. */
export function connectionIn(root: string, organisation: string): Connection {
  const file = pathsOf(root).connection(organisation);
  if (!existsSync(file)) {
    throw new NotRunningError(`${root} holds no consortium: start one (npm start), or give another --state`);
  }
  return readConnection(file);
}

/** Does something with a reader at an organisation's peer, under the launcher's own identity there. */
export async function withReader<T>(
  root: string,
  organisation: string,
  work: (reader: LedgerReader) => Promise<T>,
): Promise<T> {
  const connection = connectionIn(root, organisation);
  const reader = openLedgerReader(connection, await readerIdentity(connection, pathsOf(root).identities));
  try {
    return await work(reader);
  } finally {
    reader.close();
  }
}
