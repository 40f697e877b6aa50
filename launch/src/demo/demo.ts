// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Progress } from '@wattpass/fleet';
import { countChain, type ChainCount } from '../chain/count-chain.js';
import { openLedgerReader } from '../chain/ledger-reader.js';
import { readerIdentity } from '../chain/reader-identity.js';
import { startConsortium, type RunningConsortium } from '../consortium/running-consortium.js';
import type { LedgerKind } from '../ledger/running-ledger.js';
import { learnAndTrade } from '../learning/learn-and-trade.js';
import { recordingsOf } from '../life/recordings.js';
import { treeMemory } from '../process/memory.js';
import { buildReport } from '../report/build-report.js';
import type { Report } from '../report/report-schema.js';
import type { StateDirectory } from '../state-directory.js';
import { tradingData } from '../trading/trading-data.js';
import { checkMarket } from '../verify/market/check-market.js';
import type { MarketRecords } from '../verify/market/market-records.js';
import { readMarket } from '../verify/market/read-market.js';
import { live, type Restart } from './live.js';
import type { Scenarios } from './scenarios.js';

/** What a demonstration is run with. */
export interface DemoOptions {
  readonly state: StateDirectory;
  readonly ledger: LedgerKind;
  readonly scenarios: Scenarios;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A finished demonstration; its consortium still runs. */
export interface Demonstration {
  readonly report: Report;
  readonly consortium: RunningConsortium;
}

/**
 * Runs the scenarios that were asked for to their ends on a consortium of its own, recounts what they left on the ledger, and
 * reports. Files are read before anything is started.
 */
export async function demonstrate(
  { state, ledger, scenarios, progress, signal }: DemoOptions,
  started: (consortium: RunningConsortium) => void,
): Promise<Demonstration> {
  const startedAt = new Date();
  const { life: settings, trading } = scenarios;
  const recordings = scenarios.lives ? recordingsOf(settings) : undefined;
  const data = trading === undefined ? undefined : tradingData(trading);
  progress.phase('starting six organisations');
  let consortium = await startConsortium({ state, ledger });
  started(consortium);
  const restart: Restart = async (checks) => {
    consortium = await consortium.restartGateways(checks);
    started(consortium);
    return consortium;
  };
  const options = { run: runName(startedAt), progress, signal };
  const life = recordings === undefined ? undefined : await live(consortium, restart, settings, recordings, options);
  const traded =
    trading === undefined || data === undefined
      ? undefined
      : { settings: trading, ...(await learnAndTrade(consortium, state, trading, data, options)) };
  progress.phase('recounted from the ledger');
  const { chain, records } = await recountLedger(consortium, state);
  const verdict = checkMarket(records);
  const residentBytes = treeMemory(process.pid)?.residentBytes;
  const report = buildReport({
    startedAt,
    ledger,
    chain,
    settings,
    life,
    trading: traded,
    records,
    verdict,
    residentBytes,
  });
  return { report, consortium };
}

async function recountLedger(
  { connections }: RunningConsortium,
  state: StateDirectory,
): Promise<{ readonly chain: ChainCount; readonly records: MarketRecords }> {
  const [connection] = connections;
  if (connection === undefined) {
    throw new Error('there is no organisation to read the ledger at');
  }
  const reader = openLedgerReader(connection, await readerIdentity(connection, state.identities));
  try {
    return { records: await readMarket(reader), chain: await countChain(reader) };
  } finally {
    reader.close();
  }
}

/** Names a run by its second: short enough for a batch id, different from those before it. */
function runName(at: Date): string {
  return Math.floor(at.getTime() / 1000).toString(36);
}

/** Writes the report, making its folder. */
export function writeReport(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}
