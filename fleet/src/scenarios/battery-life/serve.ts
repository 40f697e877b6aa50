// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf } from '@wattpass/gateway-api/client';
import { RecordingError } from '../../recordings/recording.js';
import { assessChunks } from './assess.js';
import type { Life, Scene } from './life.js';
import { maintain } from './maintain.js';
import { ResistanceWatch } from './resistance-watch.js';
import { readAhead } from './take-recordings.js';

type Condition = AnswerOf<'assess'>['conditions'][number]['record'];

/** Recordings have no dates: discharges are laid six hours apart, from five years before the run. */
const CYCLE_MS = 6 * 3_600_000;
const RECORDED_FROM_MS = 5 * 365 * 86_400_000;

/**
 * Runs every recorded discharge: cells in step, so that one request, and one anchoring transaction, carries the chunks
 * of all. Each cycle is assessed before the next begins.
 */
export async function serve(scene: Scene, lives: readonly Life[]): Promise<void> {
  const watches = new Map(lives.map((life) => [life, new ResistanceWatch()]));
  const total = greatest(lives.map(({ recording }) => recording.expectedCycles));
  for (let round = 0; ; round += 1) {
    const running = lives.filter(({ next }) => next !== undefined);
    if (running.length === 0) {
      return;
    }
    scene.signal?.throwIfAborted();
    const conditions = await runCycle(scene, running, round);
    for (const life of running) {
      await look(scene, life, watches, conditions);
      await advance(scene, life);
    }
    scene.progress.part(round + 1, total, noteOf(running));
    if (scene.pauseMs !== undefined) {
      await pause(scene.pauseMs, undefined, scene.signal === undefined ? {} : { signal: scene.signal });
    }
  }
}

async function runCycle(scene: Scene, running: readonly Life[], round: number): Promise<readonly Condition[]> {
  const { client } = scene.desks.operator;
  const startedAt = new Date(scene.startedAt.getTime() - RECORDED_FROM_MS + round * CYCLE_MS).toISOString();
  const chunks = running.flatMap(({ bms, next }) =>
    next === undefined ? [] : [bms.record(next.cycle, startedAt, next.columns)],
  );
  await scene.steps.take('post telemetry', client.postTelemetry({ body: { chunks } }));
  if (round === 0) {
    scene.onFirstChunk?.(running[0]?.batteryId ?? '');
  }
  const items = chunks.map(({ header: { batteryId, chunk } }) => ({ batteryId, chunk }));
  return assessChunks(scene, items);
}

/** What the assessment of a cycle means for its battery. */
async function look(
  scene: Scene,
  life: Life,
  watches: ReadonlyMap<Life, ResistanceWatch>,
  conditions: readonly Condition[],
): Promise<void> {
  for (const condition of conditions) {
    if (condition.kind !== 'assessment' || condition.batteryId !== life.batteryId) {
      continue;
    }
    noteEndOfLife(scene, life, condition.soh, condition.cycle);
    life.soh = condition.soh;
    const { resistanceMicroohms } = condition;
    const rise = resistanceMicroohms === undefined ? undefined : watches.get(life)?.add(resistanceMicroohms);
    if (rise === undefined) {
      continue;
    }
    life.maintenance.greatestRise = Math.max(rise, life.maintenance.greatestRise ?? -1);
    if (rise > scene.maintenanceResistanceRise && life.maintenance.cycle === undefined) {
      await maintain(scene, life, rise, condition.cycle);
    }
  }
}

/** Says once that a battery has passed its end of life; it serves on until its recording ends. */
function noteEndOfLife({ endOfLife, progress }: Scene, life: Life, soh: number, cycle: number): void {
  if (soh < endOfLife * 1_000_000 && !life.pastEndOfLife) {
    life.pastEndOfLife = true;
    progress.notice(`${life.cell} is below ${100 * endOfLife} % of its rated capacity from cycle ${cycle} on`);
  }
}

async function advance(scene: Scene, life: Life): Promise<void> {
  const next = await readAhead(life.cycles);
  if (next instanceof RecordingError) {
    life.stopped = next;
    life.next = undefined;
    scene.progress.notice(`${life.cell} stops here: ${next.message}`);
  } else {
    life.next = next;
  }
}

function noteOf(running: readonly Life[]): string {
  const shares = running.map(({ cell, soh }) => `${cell} ${soh === undefined ? '?' : (soh / 10_000).toFixed(1)} %`);
  return shares.length > 4 ? `${shares.slice(0, 4).join(', ')}, …` : shares.join(', ');
}

function greatest(counts: readonly (number | undefined)[]): number | undefined {
  return counts.includes(undefined) ? undefined : Math.max(...counts.map((count) => count ?? 0));
}
