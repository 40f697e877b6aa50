// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Desks } from '@wattpass/fleet';
import type { Connection } from '@wattpass/gateway-api/ledger';
import { writeConnections } from '../gateways/connections.js';
import {
  forkGatewayHost,
  startGateways,
  type GatewayChecks,
  type GatewayHost,
  type RunningGateways,
} from '../gateways/gateways.js';
import { startLedger } from '../ledger/start-ledger.js';
import type { LedgerKind, RunningLedger } from '../ledger/running-ledger.js';
import type { StateDirectory } from '../state-directory.js';
import { foundMoney } from './found-money.js';
import { foundConsortium } from './founding.js';
import { signIn } from './sign-ins.js';

/** How long processes of a killed run are waited for. */
const LEFTOVER_MS = 20_000;

/** What to start. */
export interface ConsortiumOptions {
  readonly state: StateDirectory;
  readonly ledger: LedgerKind;
  /** See `GatewaysOptions.firstPort`. */
  readonly firstPort?: number;
  /** See `GatewaysOptions.validators`. */
  readonly validators?: 'on' | 'off';
}

/** Six organisations at work. */
export interface RunningConsortium {
  readonly ledger: RunningLedger;
  readonly gateways: RunningGateways;
  readonly connections: readonly Connection[];
  readonly desks: Desks;
  /** Resolves with a sentence when a part of it ends without having been asked to. */
  readonly died: Promise<string>;
  /** Starts the gateways anew, on the same state; the old ones are gone then. */
  restartGateways(checks: GatewayChecks): Promise<RunningConsortium>;
  stop(): Promise<void>;
}

/** Starts ledger and gateways and founds the consortium, as far as that has not been done on this state. */
export async function startConsortium(options: ConsortiumOptions): Promise<RunningConsortium> {
  await leftoversGone(options.state.runFile);
  const host = forkGatewayHost(options.state);
  let ledger: RunningLedger | undefined;
  try {
    ledger = await startLedger(options.ledger, options.state);
    return await withGateways(options, ledger, host, 'on');
  } catch (error) {
    await host.stop();
    await ledger?.stop();
    throw error;
  }
}

async function withGateways(
  options: ConsortiumOptions,
  ledger: RunningLedger,
  host: GatewayHost,
  checks: GatewayChecks,
): Promise<RunningConsortium> {
  const { state, firstPort, validators } = options;
  const connections = writeConnections(ledger, state);
  const gateways = await startGateways(host, {
    state,
    connections,
    checks,
    ...(firstPort === undefined ? {} : { firstPort }),
    ...(validators === undefined ? {} : { validators }),
  });
  try {
    writeRunFile(state.runFile, ledger, gateways);
    const desks = await signIn(gateways.gateways, state);
    await foundConsortium(desks);
    await foundMoney(desks);
    return running(options, { ledger, gateways, connections, desks });
  } catch (error) {
    await gateways.stop();
    throw error;
  }
}

function running(
  options: ConsortiumOptions,
  parts: Pick<RunningConsortium, 'ledger' | 'gateways' | 'connections' | 'desks'>,
): RunningConsortium {
  const { ledger, gateways } = parts;
  return {
    ...parts,
    died: Promise.race([ledger.died, gateways.died]),
    restartGateways: async (checks) => {
      const host = forkGatewayHost(options.state);
      await gateways.stop();
      return withGateways(options, ledger, host, checks);
    },
    stop: async () => {
      await gateways.stop();
      await ledger.stop();
    },
  };
}

/** What another command needs to find a running consortium, and the next start to wait for what a kill left behind. */
export interface RunFile {
  readonly pid: number;
  readonly children: readonly number[];
  readonly gateways: Readonly<Record<string, string>>;
}

function writeRunFile(file: string, ledger: RunningLedger, { gateways, pids }: RunningGateways): void {
  const run: RunFile = {
    pid: process.pid,
    children: [...ledger.pids, ...pids],
    gateways: Object.fromEntries(gateways.map(({ organisation, url }) => [organisation, url])),
  };
  writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
}

/** What the run in a state directory says of itself; undefined where there is none. */
export function readRunFile(file: string): RunFile | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunFile) : undefined;
}

/** Children of a killed launcher end by themselves, but need a moment to write down what they have. */
async function leftoversGone(runFile: string): Promise<void> {
  const children = readRunFile(runFile)?.children ?? [];
  const deadline = Date.now() + LEFTOVER_MS;
  while (children.some(isAlive) && Date.now() < deadline) {
    await pause(100);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // gone, or another user's: either way not ours to wait for
  }
}
