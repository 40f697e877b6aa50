// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

/** Children at work, so that they end with this process. */
const children = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, onSignal);
}

function onSignal(signal) {
  for (const child of children) {
    child.kill(signal);
  }
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Leaves signals to whoever comes next in this process. */
export function releaseSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.off(signal, onSignal);
  }
}

/** Runs a program with this process' output; gives its exit code (1 if a signal ended it). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    children.add(child);
    child.on('error', reject);
    child.on('exit', (code) => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
}
