// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { terminalProgress } from '@wattpass/fleet';
import { describeFlags, readFlags } from '../command-line/flags.js';
import { callersFolder, choice, decimal, integer, path, toggle } from '../command-line/values.js';
import { startConsortium, type RunningConsortium } from '../consortium/running-consortium.js';
import { requireFreePorts } from '../gateways/ports.js';
import { ledgerKinds } from '../ledger/running-ledger.js';
import { lifeFlags, lifeSettings } from '../life/life-flags.js';
import { watchDeaths } from '../process/deaths.js';
import { listenForInterruption } from '../process/interruption.js';
import { treeMemory } from '../process/memory.js';
import { openState } from '../state-directory.js';
import { organisations } from '../topology.js';
import { liveDays } from './living-days.js';
import { defaultState, nextSteps, signInTable, verifyStep } from './sign-in-table.js';

const DEFAULT_FIRST_PORT = 7301;

const flags = {
  state: path('DIR', `where ledger and gateways keep their data (default ${defaultState})`),
  ledger: choice(ledgerKinds, 'which programs keep the ledger (default devpeer)'),
  'first-port': integer('PORT', `of the first gateway, the others follow (default ${DEFAULT_FIRST_PORT})`, 1, 65_530),
  'no-days': toggle('keep everything up, but let nothing happen by itself'),
  pace: decimal('SECONDS', 'pause between two cycles of the batteries (default 2)', 0, 86_400),
  ...lifeFlags,
};

export const startUsage = `npm start -- [FLAG...]        bring the six organisations up and keep living days

${describeFlags(flags)}`;

/** When the build was ready, where `start` follows one. */
export interface StartFacts {
  /** Milliseconds since 1970. */
  readonly builtAt?: number;
}

/** Runs `start` until it is interrupted or a part of it dies. */
export async function startCommand(args: readonly string[], facts: StartFacts): Promise<number> {
  const given = readFlags(flags, args);
  const begun = facts.builtAt ?? Date.now();
  const interruption = listenForInterruption();
  const deaths = watchDeaths();
  const state = openState(given.state ?? resolve(callersFolder(), defaultState));
  let running: RunningConsortium | undefined;
  try {
    const firstPort = given['first-port'] ?? DEFAULT_FIRST_PORT;
    await requireFreePorts(firstPort, organisations.length);
    const starting = startConsortium({ state, ledger: given.ledger ?? 'devpeer', firstPort }).then((consortium) => {
      running = consortium;
      deaths.watch(consortium);
      return consortium;
    });
    const consortium = await Promise.race([starting, interruption.happened]);
    console.log(
      `\n${signInTable(consortium, state)}\n\n${nextSteps(consortium, state)}\n\n${figures(begun, consortium)}`,
    );
    const days =
      given['no-days'] === true
        ? undefined
        : liveDays({
            consortium,
            state,
            settings: lifeSettings(given),
            pauseMs: (given.pace ?? 2) * 1000,
            progress: terminalProgress(process.stdout),
            signal: interruption.signal,
            onFirstChunk: (batteryId) => {
              console.log(
                `  telemetry is anchored; check any sample against the ledger:\n${verifyStep(batteryId, state)}`,
              );
            },
          });
    return await Promise.race([interruption.happened, deaths.happened, ...(days === undefined ? [] : [days])]);
  } finally {
    console.log('\nstopping');
    await running?.stop();
    state.release();
    interruption.dispose();
  }
}

function figures(begun: number, { gateways }: RunningConsortium): string {
  const since = (at: number): string => `${((at - begun) / 1000).toFixed(1)} s`;
  const memory = treeMemory(process.pid);
  const used =
    memory === undefined
      ? 'memory cannot be measured here'
      : `${(memory.residentBytes / 1e9).toFixed(2)} GB resident in ${memory.processes} processes`;
  return (
    `first REST answer after ${since(gateways.firstAnswerAt)}, consortium up after ${since(Date.now())}; ${used}; ` +
    'Ctrl-C stops everything'
  );
}
