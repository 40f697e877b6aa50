// SPDX-License-Identifier: Apache-2.0
import {
  runAccessMatrix,
  runBatteryLives,
  type AccessEntry,
  type LifeResult,
  type Progress,
  type Recording,
} from '@wattpass/fleet';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { GatewayChecks } from '../gateways/gateways.js';
import { ratedOf, type LifeSettings } from '../life/life-flags.js';
import { reportBattery, type LifeParts } from '../report/build-report.js';
import { readCapacityReference } from '../report/capacity-reference.js';
import type { ReportBattery } from '../report/report-schema.js';

/** What a scenario is run with besides its settings. */
export interface RunOptions {
  readonly run: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Restarts the gateways and gives the consortium as it is from then on. */
export type Restart = (checks: GatewayChecks) => Promise<RunningConsortium>;

/**
 * Runs the battery-life scenario to its end, counts everything again after a restart of the gateways, and tries who may do
 * what with the gateways' checks on and off.
 */
export async function live(
  consortium: RunningConsortium,
  restart: Restart,
  settings: LifeSettings,
  recordings: readonly Recording[],
  options: RunOptions,
): Promise<LifeParts> {
  const { run, progress, signal } = options;
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
    signal,
  });
  progress.phase('counted again after a restart of the gateways');
  const restarted = await restart('on');
  const found = await countAgain(restarted, lives, settings);
  progress.phase('who may do what');
  const accessMatrix = await tryAccess(restarted, `${run.slice(-4)}a`, options);
  progress.phase("who may do what, the gateways' own checks switched off");
  const accessMatrixWithoutGatewayChecks = await tryAccess(await restart('off'), `${run.slice(-4)}b`, options);
  await restart('on');
  return { lives, ...found, accessMatrix, accessMatrixWithoutGatewayChecks };
}

function tryAccess(
  { desks }: RunningConsortium,
  run: string,
  { progress, signal }: RunOptions,
): Promise<AccessEntry[]> {
  signal.throwIfAborted();
  return runAccessMatrix(desks, run, progress);
}

async function countAgain(
  { desks }: RunningConsortium,
  { batteries }: LifeResult,
  settings: LifeSettings,
): Promise<Pick<LifeParts, 'reference' | 'batteries'>> {
  const reference =
    settings.ageing === undefined ? { byCell: new Map(), problem: null } : await readCapacityReference(settings.ageing);
  const parts: ReportBattery[] = [];
  for (const lived of batteries) {
    parts.push(await reportBattery(desks, lived, settings, reference));
  }
  return { reference, batteries: parts };
}
