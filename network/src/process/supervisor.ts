// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GuardEvent, GuardRequest, ProgramSpec } from './guard-protocol.js';

const FIRST_RESTART_MS = 500;
const MAX_RESTART_MS = 10_000;
const STABLE_MS = 20_000;

interface Running {
  readonly program: ProgramSpec;
  startedAt: number;
  restartDelay: number;
  restart: NodeJS.Timeout | undefined;
  pid: number | undefined;
}

/** Keeps programs running until it is stopped or its own process ends, by whatever means. */
export class Supervisor {
  private guard: ChildProcess | undefined;
  private readonly running = new Map<string, Running>();
  private isStopping = false;

  constructor(private readonly log: (line: string) => void) {}

  /** Starts a program; should it end, it is started again, ever more slowly if it keeps ending. */
  start(program: ProgramSpec): void {
    this.running.set(program.id, {
      program,
      startedAt: Date.now(),
      restartDelay: FIRST_RESTART_MS,
      restart: undefined,
      pid: undefined,
    });
    this.send({ type: 'start', program });
  }

  /** Process identifiers of what is running, by program. */
  get pids(): ReadonlyMap<string, number> {
    return new Map([...this.running].flatMap(([id, { pid }]) => (pid === undefined ? [] : [[id, pid] as const])));
  }

  /** Kills one program, which is then started again; for trying what a failure does. */
  kill(id: string): void {
    this.send({ type: 'stop', id, signal: 'SIGKILL' });
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
    if (!this.isStopping) {
      this.restart(running, event.reason);
    }
  }

  private restart(running: Running, reason: string): void {
    const { id, logFile } = running.program;
    if (Date.now() - running.startedAt > STABLE_MS) {
      running.restartDelay = FIRST_RESTART_MS;
    }
    this.log(`${id} ended (${reason}); starting it again in ${running.restartDelay} ms, see ${logFile}`);
    running.restart = setTimeout(() => {
      running.startedAt = Date.now();
      this.send({ type: 'start', program: running.program });
    }, running.restartDelay);
    running.restartDelay = Math.min(running.restartDelay * 2, MAX_RESTART_MS);
  }
}
