// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runBatteryLives, type Progress } from '@wattpass/fleet/lives';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import { ratedOf, type LifeSettings } from '../life/life-flags.js';
import { recordingsOf } from '../life/recordings.js';
import type { StateDirectory } from '../state-directory.js';

/** How long to wait before the next day after one that failed. */
const AFTER_FAILURE_MS = 10_000;

/** How the days are lived. */
export interface DaysOptions {
  readonly consortium: RunningConsortium;
  readonly state: Pick<StateDirectory, 'root'>;
  readonly settings: LifeSettings;
  /** Pause between two cycles, ms. */
  readonly pauseMs: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly onFirstChunk: (batteryId: string) => void;
}

/**
 * Batteries live and die, day after day, until the signal is aborted. Days are counted in the state directory, so that
 * a second start makes other batteries than the first.
 */
export async function liveDays(options: DaysOptions): Promise<never> {
  for (;;) {
    const day = nextDay(options.state.root);
    options.progress.phase(`\nday ${day}`);
    try {
      await liveDay(options, day);
    } catch (error) {
      options.signal.throwIfAborted();
      options.progress.notice(`day ${day} was cut short: ${error instanceof Error ? error.message : String(error)}`);
      await pause(AFTER_FAILURE_MS, undefined, { signal: options.signal });
    }
  }
}

async function liveDay(options: DaysOptions, day: number): Promise<void> {
  const { consortium, settings, pauseMs, progress, signal, onFirstChunk } = options;
  await runBatteryLives({
    desks: consortium.desks,
    recordings: recordingsOf(settings, day),
    ratedAmpHours: (cell) => ratedOf(settings.rated, cell),
    endOfLife: settings.endOfLife,
    shockThresholdMilliG: settings.shockThresholdMilliG,
    maintenanceResistanceRise: settings.maintenanceResistanceRise,
    run: `day-${day}`,
    serialOf: (cell) => `${day}-${cell}`.slice(0, 20),
    progress,
    pauseMs,
    signal,
    onFirstChunk,
  });
}

/** The number of the day that begins, counted even if it is cut short: its batteries exist by then. */
function nextDay(root: string): number {
  const file = join(root, 'days.json');
  const last = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { day: number }).day : 0;
  writeFileSync(file, `${JSON.stringify({ day: last + 1 })}\n`);
  return last + 1;
}
