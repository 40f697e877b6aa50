// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { terminalProgress, type Progress } from '@wattpass/fleet/lives';
import { describeFlags, readFlags, type Given } from '../command-line/flags.js';
import { callersFolder, choice, decimal, integer, path, toggle } from '../command-line/values.js';
import { startConsortium, type RunningConsortium } from '../consortium/running-consortium.js';
import { requireFreePorts } from '../gateways/ports.js';
import { ledgerKinds } from '../ledger/running-ledger.js';
import { lifeFlags, lifeSettings } from '../life/life-flags.js';
import { watchDeaths } from '../process/deaths.js';
import { listenForInterruption } from '../process/interruption.js';
import { treeMemory } from '../process/memory.js';
import { openState, type StateDirectory } from '../state-directory.js';
import { organisations } from '../topology.js';
import { livingTradingFlags, livingTradingSettings } from '../trading/trading-flags.js';
import { liveDays } from './living-days.js';
import { defaultState, nextSteps, signInTable, verifyStep } from './sign-in-table.js';

const DEFAULT_FIRST_PORT = 7301;
const DEFAULT_SLOT_PACE = 60;

const flags = {
  state: path('DIR', `where ledger and gateways keep their data (default ${defaultState})`),
  ledger: choice(ledgerKinds, 'which programs keep the ledger (default devpeer)'),
  'first-port': integer('PORT', `of the first gateway, the others follow (default ${DEFAULT_FIRST_PORT})`, 1, 65_530),
  'no-days': toggle('keep everything up, but let nothing happen by itself'),
  'no-trading': toggle('let batteries live, but no vehicle trade'),
  pace: decimal('SECONDS', 'pause between two cycles of the batteries (default 2)', 0, 86_400),
  'slot-pace': decimal('SECONDS', `pause between two slots of a market (default ${DEFAULT_SLOT_PACE})`, 0, 86_400),
  ...lifeFlags,
  ...livingTradingFlags,
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
  livingTradingSettings(given); // wrong numbers are refused before anything starts
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
    const lives = given['no-days'] === true ? [] : livesOf(given, consortium, state, interruption.signal);
    return await Promise.race([interruption.happened, deaths.happened, ...lives]);
  } finally {
    console.log('\nstopping');
    await running?.stop();
    state.release();
    interruption.dispose();
  }
}

/** What happens by itself: batteries live and, once the first answer is long given, vehicles trade. */
function livesOf(
  given: Given<typeof flags>,
  consortium: RunningConsortium,
  state: StateDirectory,
  signal: AbortSignal,
): Promise<never>[] {
  const progress = terminalProgress(process.stdout);
  const days = liveDays({
    consortium,
    state,
    settings: lifeSettings(given),
    pauseMs: (given.pace ?? 2) * 1000,
    progress,
    signal,
    onFirstChunk: (batteryId) => {
      console.log(`  telemetry is anchored; check any sample against the ledger:\n${verifyStep(batteryId, state)}`);
    },
  });
  return given['no-trading'] === true ? [days] : [days, tradeFrom(given, consortium, state, signal, progress)];
}

/** Loads what trading needs only now: a start should not wait for it. */
async function tradeFrom(
  given: Given<typeof flags>,
  consortium: RunningConsortium,
  state: StateDirectory,
  signal: AbortSignal,
  progress: Progress,
): Promise<never> {
  const { tradeWeeks } = await import('./trading-weeks.js');
  return tradeWeeks({
    consortium,
    state,
    settings: livingTradingSettings(given),
    pauseMs: (given['slot-pace'] ?? DEFAULT_SLOT_PACE) * 1000,
    progress,
    signal,
  });
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
