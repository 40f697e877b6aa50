// SPDX-License-Identifier: Apache-2.0
import type { ChunkSummary } from '../../devices/bms.js';
import type { RecordingError } from '../../recordings/recording.js';
import { StepLog, type Step } from '../step-log.js';
import { commission } from './commission.js';
import { idsOf, type Life, type LifeOptions, type Maintenance, type Scene } from './life.js';
import { manufacture } from './manufacture.js';
import { commissionAgain, fitForSecondLife, recycle, refurbish, takeBack } from './second-life.js';
import { serve } from './serve.js';
import { ship } from './ship.js';
import { takeRecordings } from './take-recordings.js';

/** What became of one cell. */
export interface LivedBattery {
  readonly cell: string;
  readonly ratedAmpHours: number;
  /** Absent where the recording could not be read at all. */
  readonly batteryId?: string;
  /** What its management system sent. */
  readonly sent: readonly ChunkSummary[];
  readonly maintenance: Maintenance;
  readonly stopped?: RecordingError;
}

/** What a run of the scenario came to. */
export interface LifeResult {
  readonly batteries: readonly LivedBattery[];
  readonly steps: readonly Step[];
}

/**
 * Takes one battery per recording from the factory to recycling, each organisation through its own gateway. A battery
 * whose recording breaks a rule stops where it is; the others go on.
 * @throws ProblemError where a gateway refuses a step, and the signal's reason when it is aborted.
 */
export async function runBatteryLives(options: LifeOptions): Promise<LifeResult> {
  const scene: Scene = { ...options, steps: new StepLog(), startedAt: new Date() };
  const { lives, stillBorn } = await takeRecordings(options, scene.startedAt);
  if (lives.length > 0) {
    await firstLife(scene, lives);
    await lastPhases(
      scene,
      lives.filter(({ stopped }) => stopped === undefined),
    );
  }
  const lived = lives.map((life): LivedBattery => {
    const { cell, ratedAmpHours, batteryId, bms, maintenance, stopped } = life;
    return { cell, ratedAmpHours, batteryId, sent: bms.sent, maintenance, ...(stopped && { stopped }) };
  });
  const unborn = stillBorn.map(({ cell, stopped }): LivedBattery => {
    return { cell, ratedAmpHours: options.ratedAmpHours(cell), sent: [], maintenance: {}, stopped };
  });
  return { batteries: [...lived, ...unborn], steps: scene.steps.steps };
}

async function firstLife(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { progress } = scene;
  progress.phase(`made: ${idsOf(lives).join(', ')}`);
  await manufacture(scene, lives);
  progress.phase('shipped, received, claimed for a shock');
  await ship(scene, lives);
  progress.phase('commissioned and handed to a user');
  await commission(scene, lives);
  progress.phase('in service');
  await serve(scene, lives);
}

async function lastPhases(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { progress } = scene;
  if (lives.length === 0) {
    return;
  }
  progress.phase('retired, taken back, evaluated');
  const fit = await fitForSecondLife(scene, lives);
  await takeBack(scene, lives, fit);
  if (fit.length > 0) {
    progress.phase(`refurbished and certified for a second life: ${fit.map(({ cell }) => cell).join(', ')}`);
    await refurbish(scene, fit);
    await commissionAgain(scene, fit);
  }
  progress.phase('recycled');
  await recycle(scene, lives);
}
