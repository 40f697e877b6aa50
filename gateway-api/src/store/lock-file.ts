// SPDX-License-Identifier: Apache-2.0
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process has the state directory open. */
export class StateLockedError extends Error {
  readonly code = 'STATE_LOCKED';

  constructor(directory: string, pid: number) {
    const remedy = 'stop it, or give this gateway another --state; if it is no gateway, delete the file "lock" there';
    super(`${directory} is in use by process ${pid}: ${remedy}`);
    this.name = 'StateLockedError';
  }
}

/**
 * Takes `directory` for this process until the returned function is called. A lock whose process is gone is taken over.
 * @throws StateLockedError when a living process, this one included, holds it.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'lock');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    takeOver(directory, file);
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** Locks of this process: a file that names our own id but is not here is left from an earlier process with our id. */
const held = new Set<string>();

function takeOver(directory: string, file: string): void {
  const pid = Number(readFileSync(file, 'utf8'));
  if (held.has(file) || (pid !== process.pid && isAlive(pid))) {
    throw new StateLockedError(directory, pid);
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
