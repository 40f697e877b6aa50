// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another launcher works in this directory. */
export class StateInUseError extends Error {
  readonly code = 'STATE_IN_USE';
}

/** Where everything a run keeps lies. */
export interface StateDirectory {
  readonly root: string;
  /** The ledger's own data. */
  readonly ledger: string;
  readonly logs: string;
  /** Identities of the launcher's own: the one that `verify` reads with. */
  readonly identities: string;
  connection(organisation: string): string;
  gateway(organisation: string): string;
  /** The API key that the fleet signs in with. */
  signIn(organisation: string): string;
  /** What the running launcher tells others: its process and its gateways. */
  readonly runFile: string;
  /** Gives the directory back; a temporary one is removed. */
  release(): void;
}

/** The paths under a directory, without taking hold of it. */
export function pathsOf(root: string): Omit<StateDirectory, 'release'> {
  return {
    root,
    ledger: join(root, 'ledger'),
    logs: join(root, 'logs'),
    identities: join(root, 'identities'),
    connection: (organisation) => join(root, 'connections', `${organisation}.json`),
    gateway: (organisation) => join(root, 'gateways', organisation),
    signIn: (organisation) => join(root, 'sign-ins', `${organisation}.key`),
    runFile: join(root, 'run.json'),
  };
}

/**
 * Takes hold of a state directory, making it if it is not there.
 * @throws StateInUseError if a living launcher holds it.
 */
export function openState(root: string): StateDirectory {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const lock = join(root, 'lock');
  const holder = livingHolder(lock);
  if (holder !== undefined) {
    throw new StateInUseError(`${root} is in use by process ${holder}: stop it first, or give another --state`);
  }
  writeFileSync(lock, `${process.pid}\n`, { mode: 0o600 });
  const paths = pathsOf(root);
  const release = (): void => {
    rmSync(lock, { force: true });
    rmSync(paths.runFile, { force: true });
  };
  return { ...paths, release };
}

/** A state directory that goes when it is released. */
export function temporaryState(): StateDirectory {
  const state = openState(mkdtempSync(join(tmpdir(), 'wattpass-')));
  const release = (): void => {
    rmSync(state.root, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...state, release };
}

function livingHolder(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid === process.pid ? undefined : pid;
  } catch (error) {
    // no lock file, or its holder is dead; a living holder of another user answers EPERM
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? -1 : undefined;
  }
}
