// SPDX-License-Identifier: Apache-2.0
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readFlags } from '../command-line/flags.js';
import { toggle } from '../command-line/values.js';
import { pathsOf } from '../state-directory.js';
import { livingRun } from '../verify/running-state.js';
import { NetworkStateError, requireNetwork, stateFlag, stateOf } from './network-state.js';

/** How long a network may take to stop. */
const STOP_MS = 30_000;

export const downFlags = { ...stateFlag, purge: toggle('remove the state as well: ledgers, certificates and keys') };

/** Ends a running network, and removes its state if asked. */
export async function downCommand(args: readonly string[]): Promise<number> {
  const { state, purge } = readFlags(downFlags, args);
  const root = stateOf(state);
  if (!existsSync(root)) {
    console.log(`${root} is not there: nothing to stop`);
    return 0;
  }
  requireNetwork(root);
  const run = livingRun(root);
  if (run === undefined) {
    console.log('nothing runs');
  } else {
    process.kill(run.pid, 'SIGTERM');
    await untilReleased(root, run.pid);
    console.log(`process ${run.pid} has stopped`);
  }
  if (purge === true) {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    console.log(`${root} is removed`);
  }
  return 0;
}

async function untilReleased(root: string, pid: number): Promise<void> {
  const deadline = Date.now() + STOP_MS;
  while (existsSync(pathsOf(root).runFile) && livingRun(root) !== undefined) {
    if (Date.now() > deadline) {
      throw new NetworkStateError(`process ${pid} has not stopped within ${STOP_MS / 1000} s: kill it, then try again`);
    }
    await pause(100);
  }
}
