// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { GuardEvent, GuardRequest, ProgramSpec } from './guard-protocol.js';

/*
 * Runs as a process of its own and starts Fabric's programs, which know nothing of a parent. When the parent is gone,
 * even killed, the channel to it closes, and everything started here is ended.
 */

const GRACE_MS = 4000;
const children = new Map<string, ChildProcess>();

function report(event: GuardEvent): void {
  if (process.connected) {
    process.send?.(event);
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function start({ id, command, args, cwd, env, logFile }: ProgramSpec): void {
  const log = openSync(logFile, 'a', 0o600);
  // A process group of its own: what the program starts can be ended with it, and a terminal's Ctrl-C goes to the parent.
  const child = spawn(command, args ?? [], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  children.set(id, child);
  const ended = (reason: string): void => {
    if (children.get(id) === child) {
      children.delete(id);
      report({ type: 'ended', id, reason });
      exitWhenDone();
    }
  };
  child.on('spawn', () => {
    report({ type: 'started', id, pid: child.pid ?? 0 });
  });
  child.on('error', (error) => {
    ended(error.message);
  });
  child.on('exit', (code, signal) => {
    ended(signal === null ? `exit code ${code ?? 0}` : signal);
  });
}

function exitWhenDone(): void {
  if (!process.connected && children.size === 0) {
    process.exit(0);
  }
}

process.on('message', (request: GuardRequest) => {
  if (request.type === 'start') {
    start(request.program);
    return;
  }
  const child = children.get(request.id);
  if (child !== undefined) {
    signalGroup(child, request.signal);
  }
});

process.on('disconnect', () => {
  children.forEach((child) => {
    signalGroup(child, 'SIGTERM');
  });
  setTimeout(() => {
    children.forEach((child) => {
      signalGroup(child, 'SIGKILL');
    });
    process.exit(0);
  }, GRACE_MS);
  exitWhenDone();
});

// The parent decides when to stop.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
