// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCurrent } from '@wattpass/chaincode/ledger/serving/bundle.js';
import type { FromChild, ToChild } from './protocol.js';

/** How long a child may take to stop before it is killed. */
const STOP_MS = 15_000;
const LOG_LINES_SHOWN = 15;

const BUNDLE_RUNNER = new URL('run-bundle.js', import.meta.url);

/** How a child is started. */
export interface ChildOptions {
  /** Names the child in errors. */
  readonly name: string;
  /** The program: a module that calls `serveParent`. Its bundle runs instead while it is current, which loads faster. */
  readonly module: URL;
  /** Takes the child's standard output and error. */
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A child at work; `answer` is what it told when it was ready. */
export interface Child<A> {
  readonly answer: A;
  readonly pid: number;
  /** Resolves with a sentence when the child ends without having been asked to. */
  readonly died: Promise<string>;
  /** Asks it to stop and waits; kills it if it takes too long. */
  readonly stop: () => Promise<void>;
}

/** A child that could not start. */
export class ChildError extends Error {
  readonly code = 'CHILD_FAILED';
}

/** A process that has been forked and waits for its work. */
export interface ForkedChild {
  /**
   * Gives it its work and waits until it is ready.
   * @throws ChildError with the reason it gave, or the end of its log.
   */
  start<A>(request: unknown): Promise<Child<A>>;
  readonly stop: () => Promise<void>;
}

/** Where the workspace's build puts the bundle of a program. */
function bundleOf(module: URL): string {
  return fileURLToPath(new URL(`../../bundle/${basename(module.pathname, '.js')}`, import.meta.url));
}

/**
 * Forks a program. It ends when this process does, however that happens, because the channel between the two closes.
 */
export function forkChild(options: ChildOptions): ForkedChild {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a', 0o600);
  const bundle = bundleOf(options.module);
  const [program, args] = isCurrent(bundle) ? [BUNDLE_RUNNER, [bundle]] : [options.module, []];
  const child = fork(program, args, {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, ...options.env },
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(`${options.name} ended (${signal ?? `exit code ${code ?? 0}`}); see ${options.logFile}`);
    });
    child.once('error', (error) => {
      resolve(`${options.name}: ${error.message}`);
    });
  });
  const life = lifeOf(child, ended);
  const start = async (request: unknown): Promise<Child<unknown>> => {
    const answer = Promise.race([answerOf(child, options), ended.then((why) => failed(why, options.logFile))]);
    child.send({ kind: 'start', request } satisfies ToChild);
    return { answer: await answer, pid: child.pid ?? 0, ...life };
  };
  return { start: start as ForkedChild['start'], stop: life.stop };
}

/** Forks a program and gives it its work at once. */
export function startChild<A>(options: ChildOptions & { readonly request: unknown }): Promise<Child<A>> {
  return forkChild(options).start<A>(options.request);
}

function lifeOf(child: ChildProcess, ended: Promise<string>): Pick<Child<unknown>, 'died' | 'stop'> {
  let asked = false;
  const died = new Promise<string>((resolve) => {
    void ended.then((why) => {
      if (!asked) {
        resolve(why);
      }
    });
  });
  const end = (): Promise<void> => {
    asked = true;
    return stop(child, ended);
  };
  return { died, stop: end };
}

function answerOf(child: ChildProcess, { name }: ChildOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: FromChild) => {
      if (message.kind === 'ready') {
        resolve(message.answer);
      } else {
        child.kill();
        reject(new ChildError(`${name}: ${message.message}`));
      }
    });
  });
}

function failed(why: string, logFile: string): never {
  const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
  throw new ChildError(`${why}\n${tail}`);
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  if (child.connected) {
    child.send({ kind: 'stop' } satisfies ToChild);
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
