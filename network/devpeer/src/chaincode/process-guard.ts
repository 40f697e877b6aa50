// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { GuardEvent, GuardRequest } from './process-protocol.js';

/*
 * Runs as a process of its own beside the devpeer and starts the chaincode processes. Chaincode knows nothing of its
 * parent; when the devpeer is gone, even killed, the channel to it closes and everything started here is killed.
 */

const children = new Map<string, ChildProcess>();

function report(event: GuardEvent): void {
  if (process.connected) process.send?.(event);
}

function reportLines(id: string, stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => {
    report({ type: 'line', id, line });
  });
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // A group of its own, so that what the command starts goes as well.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function start({ id, command, args, cwd, env }: Extract<GuardRequest, { type: 'start' }>): void {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  children.set(id, child);
  reportLines(id, child.stdout);
  reportLines(id, child.stderr);
  child.on('error', (error) => {
    children.delete(id);
    report({ type: 'exit', id, reason: error.message });
  });
  child.on('exit', (code, signal) => {
    if (children.get(id) !== child) return;
    children.delete(id);
    report({ type: 'exit', id, reason: signal === null ? `exit code ${code ?? 0}` : signal });
  });
}

process.on('message', (request: GuardRequest) => {
  if (request.type === 'start') {
    start(request);
  } else {
    const child = children.get(request.id);
    if (child !== undefined) kill(child);
  }
});

process.on('disconnect', () => {
  for (const child of children.values()) kill(child);
  process.exit(0);
});

// The parent decides when to stop: a Ctrl-C reaches the whole group of the terminal.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
