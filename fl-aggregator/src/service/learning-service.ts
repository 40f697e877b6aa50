// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LearningTask } from '@wattpass/chaincode/domain';
import { Horizon } from '@wattpass/gateway-api/client';
import { learningAccess, type GatewayAccount } from '../access/learning-access.js';
import { isPassing } from '../access/refusals.js';
import { roundRecords } from '../access/round-records.js';
import { Attester } from '../committee/attester.js';
import { eachOf } from '../each-of.js';
import { Coordinator } from '../server/coordinator.js';
import type { CoordinatorContext } from '../server/coordinator-context.js';
import { fileCheckpoints } from '../server/checkpoints.js';
import { noFault, type FaultPoint } from '../server/fault.js';
import type { Observer } from '../server/observer.js';
import type { LearningConfig } from './learning-config.js';

/** How many tasks take a step at once. */
const WIDTH = 4;

/** A service that finds nothing to do looks again later and later, at most after so many times its usual pause. */
const LONGEST_PAUSE = 16;

/** Whoever takes one step at a time in one task. */
interface Worker {
  readonly isOver: boolean;
  step(): Promise<boolean>;
}

/** A service at work. */
export interface LearningService {
  /** Finishes the step that it is at, then ends. */
  stop(): Promise<void>;
}

/**
 * The learning service of one organisation: runs the rounds of the tasks that the organisation coordinates, and attests
 * those in whose committee it is. All that it calls are gateways; nothing calls it.
 */
export function startLearningService(
  config: LearningConfig,
  observer: Observer,
  fault: FaultPoint = noFault,
): LearningService {
  const context = contextOf(config, observer, fault);
  const workers = new Map<string, Worker[]>();
  const ending = new AbortController();
  const work = async (): Promise<void> => {
    let pauses = 1;
    while (!ending.signal.aborted) {
      if (await aTurn(config, context, workers)) {
        pauses = 1;
      } else {
        await pause(pauses * config.pollMs, undefined, { signal: ending.signal }).catch(() => undefined);
        pauses = Math.min(2 * pauses, LONGEST_PAUSE);
      }
    }
  };
  const done = work();
  return {
    stop: async () => {
      ending.abort();
      await done;
    },
  };
}

/** Lets every worker take a step; a failed one is told and taken again the next time. */
async function aTurn(
  config: LearningConfig,
  context: CoordinatorContext,
  workers: Map<string, Worker[]>,
): Promise<boolean> {
  const attempt = async (work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work();
    } catch (error) {
      const event = isPassing(error) ? 'something does not answer' : 'a step failed';
      context.observer.note(event, { error: error instanceof Error ? error.message : String(error) });
      context.observer.count('failures_total');
      return false;
    }
  };
  await attempt(async () => {
    for (const task of await context.records.tasks()) {
      if (!workers.has(task.id)) {
        workers.set(task.id, workersOf(task, config, context));
      }
    }
    return false;
  });
  let moved = false;
  const atWork = [...workers.values()].flat().filter(({ isOver }) => !isOver);
  await eachOf(atWork, WIDTH, async (worker) => {
    moved = (await attempt(() => worker.step())) || moved;
  });
  return moved;
}

function workersOf(task: LearningTask, { everySeconds }: LearningConfig, context: CoordinatorContext): Worker[] {
  const { mspId, observer } = context;
  if (task.mode.name === 'secure' || task.aggregation.rule.name === 'fltrust') {
    observer.note('not run by this service', {
      taskId: task.id,
      mode: task.mode.name,
      rule: task.aggregation.rule.name,
    });
    return [];
  }
  if (task.coordinator === mspId) {
    return [new Coordinator(context, task.id, everySeconds === undefined ? {} : { everySeconds })];
  }
  return task.committee.includes(mspId) ? [new Attester(context, task.id)] : [];
}

function contextOf(config: LearningConfig, observer: Observer, fault: FaultPoint): CoordinatorContext {
  const horizon = new Horizon();
  const home = learningAccess(accountOf(config.gateway), horizon);
  const others = Object.entries(config.members).map(
    ([mspId, account]) => [mspId, learningAccess(accountOf(account)).weights] as const,
  );
  return {
    mspId: config.mspId,
    home,
    records: roundRecords(home.client),
    members: new Map([...others, [config.mspId, home.weights]]),
    checkpoints: fileCheckpoints(join(config.stateDir, 'rounds')),
    observer,
    fault,
    clock: Date.now,
  };
}

function accountOf({ url, apiKeyFile }: LearningConfig['gateway']): GatewayAccount {
  return { url, apiKey: readFileSync(apiKeyFile, 'utf8').trim() };
}
