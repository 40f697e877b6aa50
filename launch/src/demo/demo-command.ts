// SPDX-License-Identifier: Apache-2.0
import { terminalProgress } from '@wattpass/fleet';
import { describeFlags, readFlags } from '../command-line/flags.js';
import { choice, path, toggle } from '../command-line/values.js';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import { ledgerKinds } from '../ledger/running-ledger.js';
import { lifeFlags } from '../life/life-flags.js';
import { watchDeaths } from '../process/deaths.js';
import { listenForInterruption } from '../process/interruption.js';
import { signInTable } from '../start/sign-in-table.js';
import { openState, temporaryState } from '../state-directory.js';
import { tradingFlags } from '../trading/trading-flags.js';
import { demonstrate, writeReport } from './demo.js';
import { scenarioFlags, scenariosOf } from './scenarios.js';
import { failuresIn, summarize } from './summary.js';

const runFlags = {
  headless: toggle('end when the scenario has ended, instead of staying up to look around'),
  report: path('FILE', 'where to write the report'),
  state: path('DIR', 'keep the state there; without it, a temporary one'),
  ledger: choice(ledgerKinds, 'which programs keep the ledger (default devpeer)'),
};
const flags = { ...runFlags, ...scenarioFlags };

export const demoUsage = `npm run demo -- [FLAG...]     run a scenario to its end and report

${describeFlags(runFlags)}

battery lives, shown unless only trading is asked for:
${describeFlags(lifeFlags)}

trading days, shown when one of these is given:
${describeFlags(tradingFlags)}`;

/** Runs `demo`; gives the exit code: 0 only if everything is as it should be. */
export async function demoCommand(args: readonly string[]): Promise<number> {
  const given = readFlags(flags, args);
  const scenarios = scenariosOf(given);
  const interruption = listenForInterruption();
  const deaths = watchDeaths();
  const state = given.state === undefined ? temporaryState() : openState(given.state);
  let running: RunningConsortium | undefined;
  try {
    const work = demonstrate(
      {
        state,
        ledger: given.ledger ?? 'devpeer',
        scenarios,
        progress: terminalProgress(process.stdout),
        signal: interruption.signal,
      },
      (consortium) => {
        running = consortium;
        deaths.watch(consortium);
      },
    );
    const { report, consortium } = await Promise.race([work, interruption.happened, deaths.happened]);
    if (given.report !== undefined) {
      writeReport(given.report, report);
    }
    console.log(summarize(report));
    if (given.headless !== true) {
      console.log(`\n${signInTable(consortium, state)}\n\nCtrl-C ends it`);
      await Promise.race([interruption.happened, deaths.happened]);
    }
    return failuresIn(report).length === 0 ? 0 : 1;
  } finally {
    await running?.stop();
    state.release();
    interruption.dispose();
  }
}
