// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { accuracyOf, CHARGE_INPUTS, chargeModel, HOUR_MS, joinedExamples } from '@wattpass/fl-aggregator';
import {
  modelTrainer,
  roundRecords,
  walkRound,
  type TaskState,
  type WalkedRound,
} from '@wattpass/fl-aggregator/client';
import { ProblemError } from '@wattpass/gateway-api/client';
import type { Learner } from './learner.js';
import type { LearningDaysOptions } from './learning-options.js';
import type { LearningResult, LearningRound, LearningSaving } from './learning-result.js';
import type { LearntPolicy } from './learnt-policy.js';
import type { LivedDay } from '../trading-day/trading-result.js';
import { savingOfDay } from './saving-of-day.js';

const DAY_HOURS = 24;
const POLL_MS = 250;
/** How many vehicles act at once. */
const WIDTH = 8;
/** How many vehicles show which model they have. */
const SHOWN = 3;

/** What the evenings work with. */
export interface EveningOptions extends Pick<LearningDaysOptions, 'desks' | 'prices' | 'seed' | 'progress'> {
  readonly signal?: AbortSignal;
  readonly taskId: string;
  /** By the vehicle's name. */
  readonly learners: ReadonlyMap<string, Learner>;
  readonly policy: LearntPolicy;
}

/**
 * One round before the first day, with what vehicles remember; then each evening, once all have lived through the day, what
 * was saved is counted and a round is held.
 */
export class EveningRounds {
  readonly #rounds: LearningRound[] = [];
  readonly #saving: LearningSaving[] = [];
  #missedDepartures = 0;

  readonly #learners: readonly Learner[];

  constructor(private readonly options: EveningOptions) {
    this.#learners = [...options.learners.values()];
  }

  get result(): LearningResult {
    return { rounds: this.#rounds, saving: this.#saving, missedDepartures: this.#missedDepartures };
  }

  /** Holds the evening of a day that all have lived through. */
  async evening({ day, vehicles }: LivedDay): Promise<void> {
    const { learners: byName, prices, policy, progress, signal } = this.options;
    const learners = this.#learners;
    const hour = Date.parse(`${day}T00:00:00Z`) / HOUR_MS + DAY_HOURS;
    signal?.throwIfAborted();
    vehicles.forEach(({ name, sessions }, place) => {
      // a fleet that goes on from an earlier run has that run's names: its vehicles then learn in their order
      (byName.get(name) ?? learners[place])?.live(sessions, hour);
    });
    const { saving, missedDepartures } = savingOfDay(learners, prices, hour, policy);
    this.#saving.push(saving);
    this.#missedDepartures += missedDepartures;
    progress.notice(`${saving.day}: ${saving.shareOfOptimumPercent ?? '–'} % of the optimum saved`);
    await this.hold(hour);
  }

  /** Holds a round with what all have kept at an hour. One that fails is told, and keeps nobody from driving on. */
  async hold(hour: number): Promise<void> {
    const { progress, signal } = this.options;
    try {
      const round = await this.#round(hour);
      this.#rounds.push(round);
      progress.notice(lineOf(round));
    } catch (error) {
      signal?.throwIfAborted();
      progress.notice(`a learning round failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #round(hour: number): Promise<LearningRound> {
    const { desks, taskId, seed, signal } = this.options;
    const { client } = desks.operator;
    const records = roundRecords(client);
    const task = await records.task(taskId);
    const place = { taskId, round: task.head.round + 1 };
    await client.openRound({ taskId, body: { round: place.round } });
    const walkers = this.#learners.map((learner, number) => ({
      participant: learner.participant,
      train: modelTrainer(task, () => learner.examplesAt(hour), seed + number),
    }));
    const walked = await walkRound(records, place, walkers, {
      pollMs: POLL_MS,
      width: WIDTH,
      ...(signal === undefined ? {} : { signal }),
      onCommitted: () => this.#endCommitting(place),
    });
    return this.#told(hour, task, walked);
  }

  /** All vehicles have had their turn, and those without a stay so far have nothing to say: nobody else is coming. */
  async #endCommitting(place: { taskId: string; round: number }): Promise<void> {
    try {
      await this.options.desks.operator.client.endCommitting(place);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.retryable) {
        throw error; // otherwise too few have committed: the round waits for its deadline
      }
    }
  }

  async #told(hour: number, { id, head }: TaskState, { round, committed }: WalkedRound): Promise<LearningRound> {
    const { policy } = this.options;
    const learners = this.#learners;
    const { number, status, aggregate } = round;
    const isAccepted = status === 'accepted' && aggregate !== undefined;
    const ledgerHash = isAccepted ? aggregate.resultHash : head.modelHash;
    const shown = await Promise.all(learners.slice(0, SHOWN).map((learner) => this.#bytesAt(learner, ledgerHash)));
    const hashes = shown.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    const parameters = parametersIn(shown[0] ?? new Uint8Array());
    if (isAccepted) {
      policy.learn(hour, parameters);
    }
    const trained = new Set(committed);
    return {
      task: id,
      round: number,
      status,
      clients: aggregate?.count ?? 0,
      excluded: aggregate?.excluded ?? [],
      modelHash: hashes[0] ?? '',
      ledgerHash,
      clientHashes: hashes,
      accuracy: accuracyOn(
        learners.filter(({ participant }) => !trained.has(participant)),
        hour,
        parameters,
      ),
    };
  }

  /** The model at a vehicle's own gateway, where the coordinator brings it after the round. */
  async #bytesAt({ access }: Learner, hash: string): Promise<Uint8Array> {
    for (;;) {
      const bytes = await access.weights.get(hash);
      if (bytes !== undefined) {
        return bytes;
      }
      this.options.signal?.throwIfAborted();
      await pause(POLL_MS);
    }
  }
}

function lineOf({ round, status, clients, excluded, accuracy }: LearningRound): string {
  const right = accuracy === null ? '' : `, right in ${(100 * accuracy).toFixed(0)} % of others' hours`;
  return `learning round ${round} ${status} with ${clients} vehicles, ${excluded.length} left out${right}`;
}

/** On the day's good decisions of vehicles that the round has learnt nothing from. */
function accuracyOn(others: readonly Learner[], hour: number, parameters: Float64Array): number | null {
  const held = joinedExamples(
    others.map((learner) => learner.examplesOfDay(hour)),
    CHARGE_INPUTS,
  );
  return held.count === 0 ? null : Number(accuracyOf(chargeModel, parameters, held).toFixed(4));
}

function parametersIn(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
}
