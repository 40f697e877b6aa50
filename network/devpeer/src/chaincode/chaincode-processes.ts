// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.js';
import type { GuardEvent, GuardRequest } from './process-protocol.js';

const FIRST_RESTART_MS = 200;
const MAX_RESTART_MS = 10_000;
const STABLE_MS = 10_000;

/** How to start a chaincode server. */
export interface ChaincodeCommand {
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

interface Running {
  readonly prepare: () => Promise<ChaincodeCommand>;
  startedAt: number;
  delay: number;
  restart: NodeJS.Timeout | undefined;
}

/** The chaincode processes of a devpeer. A process that ends is started again, ever more slowly if it keeps failing. */
export class ChaincodeProcesses {
  private guard: ChildProcess | undefined;
  private readonly running = new Map<string, Running>();
  private stopping = false;

  constructor(private readonly log: Log) {}

  /** Starts a process by what `prepare` gives, each time anew; its output goes to the log under `id`. */
  start(id: string, prepare: () => Promise<ChaincodeCommand>): void {
    const running = { prepare, startedAt: Date.now(), delay: FIRST_RESTART_MS, restart: undefined };
    this.running.set(id, running);
    void this.launch(id, running);
  }

  /** Kills a process, which is then started again; for tests of what clients see. */
  kill(id: string): void {
    this.send({ type: 'kill', id });
  }

  /** Ends all processes. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const { restart } of this.running.values()) clearTimeout(restart);
    if (this.guard === undefined) return;
    const exited = once(this.guard, 'exit');
    this.guard.disconnect();
    await exited;
  }

  private async launch(id: string, running: Running): Promise<void> {
    running.startedAt = Date.now();
    try {
      const { command, args, cwd, env } = await running.prepare();
      if (!this.stopping) this.send({ type: 'start', id, command, args: args ?? [], cwd, env: env ?? {} });
    } catch (error) {
      this.log('error', `chaincode process ${id} cannot be started: ${error instanceof Error ? error.message : ''}`);
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
    });
    guard.on('message', (event: GuardEvent) => {
      this.handle(event);
    });
    return guard;
  }

  private handle(event: GuardEvent): void {
    if (event.type === 'line') {
      this.log('info', `[${event.id}] ${event.line}`);
      return;
    }
    const running = this.running.get(event.id);
    if (this.stopping || running === undefined) return;
    if (Date.now() - running.startedAt > STABLE_MS) running.delay = FIRST_RESTART_MS;
    this.log('warn', `chaincode process ${event.id} ended (${event.reason}); starting it again in ${running.delay} ms`);
    running.restart = setTimeout(() => {
      void this.launch(event.id, running);
    }, running.delay);
    running.delay = Math.min(running.delay * 2, MAX_RESTART_MS);
  }
}
