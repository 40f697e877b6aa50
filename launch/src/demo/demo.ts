// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runAccessMatrix, runBatteryLives, type AccessEntry, type LifeResult, type Progress } from '@wattpass/fleet';
import { countChain } from '../chain/count-chain.js';
import { openLedgerReader } from '../chain/ledger-reader.js';
import { readerIdentity } from '../chain/reader-identity.js';
import { startConsortium, type RunningConsortium } from '../consortium/running-consortium.js';
import type { LedgerKind } from '../ledger/running-ledger.js';
import { ratedOf, type LifeSettings } from '../life/life-flags.js';
import { recordingsOf } from '../life/recordings.js';
import { treeMemory } from '../process/memory.js';
import { buildReport, reportBattery } from '../report/build-report.js';
import { readCapacityReference } from '../report/capacity-reference.js';
import type { Report, ReportBattery } from '../report/report-schema.js';
import type { StateDirectory } from '../state-directory.js';

/** What a demonstration is run with. */
export interface DemoOptions {
  readonly state: StateDirectory;
  readonly ledger: LedgerKind;
  readonly settings: LifeSettings;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A finished demonstration; its consortium still runs. */
export interface Demonstration {
  readonly report: Report;
  readonly consortium: RunningConsortium;
}

/**
 * Runs the battery-life scenario to its end on a consortium of its own, counts everything again after a restart of the
 * gateways, tries who may do what with the gateways' checks on and off, and reports.
 */
export async function demonstrate(
  options: DemoOptions,
  started: (consortium: RunningConsortium) => void,
): Promise<Demonstration> {
  const { state, settings, progress } = options;
  const startedAt = new Date();
  const recordings = recordingsOf(settings);
  progress.phase('starting six organisations');
  let consortium = await startConsortium({ state, ledger: options.ledger });
  const replace = async (checks: 'on' | 'off'): Promise<void> => {
    consortium = await consortium.restartGateways(checks);
    started(consortium);
  };
  started(consortium);
  const run = runName(startedAt);
  const lives = await runBatteryLives({
    desks: consortium.desks,
    recordings,
    ratedAmpHours: (cell) => ratedOf(settings.rated, cell),
    endOfLife: settings.endOfLife,
    shockThresholdMilliG: settings.shockThresholdMilliG,
    maintenanceResistanceRise: settings.maintenanceResistanceRise,
    run,
    serialOf: (cell) => cell,
    progress,
    signal: options.signal,
  });
  progress.phase('counted again after a restart of the gateways');
  await replace('on');
  const found = await countAgain(consortium, lives, settings);
  progress.phase('who may do what');
  const accessMatrix = await tryAccess(options, consortium, `${run.slice(-4)}a`);
  progress.phase("who may do what, the gateways' own checks switched off");
  await replace('off');
  const withoutChecks = await tryAccess(options, consortium, `${run.slice(-4)}b`);
  await replace('on');
  const report = buildReport({
    startedAt,
    ledger: options.ledger,
    chain: await chainOf(consortium, state),
    settings,
    lives,
    ...found,
    accessMatrix,
    accessMatrixWithoutGatewayChecks: withoutChecks,
    residentBytes: treeMemory(process.pid)?.residentBytes,
  });
  return { report, consortium };
}

function tryAccess(
  { progress, signal }: DemoOptions,
  { desks }: RunningConsortium,
  run: string,
): Promise<AccessEntry[]> {
  signal.throwIfAborted();
  return runAccessMatrix(desks, run, progress);
}

async function countAgain(
  { desks }: RunningConsortium,
  { batteries }: LifeResult,
  settings: LifeSettings,
): Promise<{ reference: Awaited<ReturnType<typeof readCapacityReference>>; batteries: ReportBattery[] }> {
  const reference =
    settings.ageing === undefined ? { byCell: new Map(), problem: null } : await readCapacityReference(settings.ageing);
  const parts: ReportBattery[] = [];
  for (const lived of batteries) {
    parts.push(await reportBattery(desks, lived, settings, reference));
  }
  return { reference, batteries: parts };
}

async function chainOf({ connections }: RunningConsortium, state: StateDirectory): ReturnType<typeof countChain> {
  const [connection] = connections;
  if (connection === undefined) {
    throw new Error('there is no organisation to read the chain at');
  }
  const reader = openLedgerReader(connection, await readerIdentity(connection, state.identities));
  try {
    return await countChain(reader);
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
