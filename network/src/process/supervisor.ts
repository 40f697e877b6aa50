// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NetworkError } from '../network-error.js';
import type { GuardEvent, GuardRequest, ProgramSpec } from './guard-protocol.js';

const FIRST_RESTART_MS = 500;
const MAX_RESTART_MS = 10_000;
const STABLE_MS = 20_000;
/** A program that ended so often, each time at once, will not start. */
const HOPELESS_ENDS = 3;
const SHOWN_LINES = 8;

interface Running {
  readonly program: ProgramSpec;
  startedAt: number;
  restartDelay: number;
  restart: NodeJS.Timeout | undefined;
  pid: number | undefined;
  /** From when its start was ordered until its end was told. */
  isAlive: boolean;
  /** How often it has ended in a row before it was stable, and how the last time. */
  earlyEnds: number;
  lastReason: string;
  /** Set while it is to stay down. */
  onEnd: (() => void) | undefined;
}

/** Keeps programs running until it is stopped or its own process ends, by whatever means. */
export class Supervisor {
  private guard: ChildProcess | undefined;
  private readonly running = new Map<string, Running>();
  private isStopping = false;

  constructor(private readonly log: (line: string) => void) {}

  /** Starts a program; should it end, it is started again, ever more slowly if it keeps ending. */
  start(program: ProgramSpec): void {
    const former = this.running.get(program.id);
    if (former !== undefined) {
      throw new Error(`${program.id} runs already`);
    }
    this.running.set(program.id, {
      program,
      startedAt: Date.now(),
      restartDelay: FIRST_RESTART_MS,
      restart: undefined,
      pid: undefined,
      isAlive: true,
      earlyEnds: 0,
      lastReason: '',
      onEnd: undefined,
    });
    this.send({ type: 'start', program });
  }

  /** Process identifiers of what is running, by program. */
  get pids(): ReadonlyMap<string, number> {
    return new Map([...this.running].flatMap(([id, { pid }]) => (pid === undefined ? [] : [[id, pid] as const])));
  }

  /** Whether a program cannot start: it keeps ending at once. The error has the last lines of its log. */
  failureOf(id: string): NetworkError | undefined {
    const running = this.running.get(id);
    if (running === undefined || running.earlyEnds < HOPELESS_ENDS) {
      return undefined;
    }
    const { logFile } = running.program;
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES);
    const text = [`${id} does not start (${running.lastReason}); the end of ${logFile}:`, ...lines].join('\n');
    return new NetworkError('PROGRAM_FAILED', text);
  }

  /** Ends one program for good; resolves when it has ended. */
  async end(id: string): Promise<void> {
    const running = this.running.get(id);
    if (running !== undefined) {
      await this.putDown(running);
      this.running.delete(id);
    }
  }

  /** Kills one program, which is then started again; for trying what a failure does. */
  kill(id: string): void {
    this.named(id);
    this.send({ type: 'stop', id, signal: 'SIGKILL' });
  }

  /** Kills one program, which stays down until it is resumed; resolves when it has ended. */
  halt(id: string): Promise<void> {
    return this.putDown(this.named(id));
  }

  /** Starts a halted program again; nothing happens to one that runs. */
  resume(id: string): void {
    const halted = this.named(id);
    if (halted.onEnd !== undefined) {
      this.running.delete(id);
      this.start(halted.program);
    }
  }

  private named(id: string): Running {
    const running = this.running.get(id);
    if (running === undefined) {
      throw new Error(`${id}: no such program; there are ${[...this.running.keys()].join(', ')}`);
    }
    return running;
  }

  private async putDown(running: Running): Promise<void> {
    clearTimeout(running.restart);
    const ended = new Promise<void>((resolve) => {
      running.onEnd = resolve;
    });
    if (running.isAlive) {
      this.send({ type: 'stop', id: running.program.id, signal: 'SIGKILL' });
      await ended;
    }
  }

  /** Ends all programs: SIGTERM, and SIGKILL for those that do not go. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { restart } of this.running.values()) {
      clearTimeout(restart);
    }
    const { guard } = this;
    this.guard = undefined;
    if (guard !== undefined && guard.exitCode === null && guard.signalCode === null) {
      const exited = once(guard, 'exit');
      guard.disconnect();
      await exited;
    }
  }

  private send(request: GuardRequest): void {
    this.guard ??= this.startGuard();
    this.guard.send(request);
  }

  private startGuard(): ChildProcess {
    const guard = fork(fileURLToPath(new URL('./process-guard.js', import.meta.url)), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--max-old-space-size=64'],
      // Out of the terminal's group: it has to outlive a Ctrl-C until everything has ended.
      detached: true,
    });
    guard.on('message', (event: GuardEvent) => {
      this.handle(event);
    });
    return guard;
  }

  private handle(event: GuardEvent): void {
    const running = this.running.get(event.id);
    if (running === undefined) {
      return;
    }
    if (event.type === 'started') {
      running.pid = event.pid;
      return;
    }
    running.pid = undefined;
    running.isAlive = false;
    if (running.onEnd !== undefined) {
      running.onEnd();
    } else if (!this.isStopping) {
      this.restart(running, event.reason);
    }
  }

  private restart(running: Running, reason: string): void {
    const { id, logFile } = running.program;
    if (Date.now() - running.startedAt > STABLE_MS) {
      running.restartDelay = FIRST_RESTART_MS;
      running.earlyEnds = 0;
    }
    running.earlyEnds += 1;
    running.lastReason = reason;
    this.log(`${id} ended (${reason}); starting it again in ${running.restartDelay} ms, see ${logFile}`);
    running.restart = setTimeout(() => {
      running.startedAt = Date.now();
      running.isAlive = true;
      this.send({ type: 'start', program: running.program });
    }, running.restartDelay);
    running.restartDelay = Math.min(running.restartDelay * 2, MAX_RESTART_MS);
  }
}
