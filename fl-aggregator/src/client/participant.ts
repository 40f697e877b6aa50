// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { isDrawn, isIncluded, leafOf, sha256Hex, type Exclusion, type Round } from '@wattpass/chaincode/domain';
import type { LearningAccess } from '../access/learning-access.js';
import { wasOvertaken } from '../access/refusals.js';
import { roundRecords, type RoundRecords, type TaskState } from '../access/round-records.js';
import { LearningError } from '../learning-error.js';
import { modelIn, type ModelState } from '../round/model-state.js';
import { ownUpdate, type OwnUpdate } from './own-update.js';
import { memoryPending, type PendingUpdates } from './pending-update.js';
import type { Trainer } from './trainer.js';

/** How long to wait before a model that has not come yet is asked for again. */
const MODEL_AWAITED_MS = 250;

/** What became of the own update. */
export type Outcome =
  | { readonly kind: 'included'; readonly leaf: string; readonly root: string }
  | { readonly kind: 'excluded'; readonly reason: Exclusion['reason'] };

/** Who takes part. */
export interface ParticipantOptions {
  /** The own organisation's gateway: the only place that a participant ever calls. */
  readonly access: LearningAccess;
  /** The own id on the ledger, as `me` tells it. */
  readonly clientId: string;
  readonly taskId: string;
  readonly pending?: PendingUpdates;
}

/**
 * Takes part in the rounds of one task: trains at home, commits, reveals when nobody can copy any more, and believes
 * nothing that it can check. Every step can be repeated.
 */
export class Participant {
  readonly #access: LearningAccess;
  readonly #records: RoundRecords;
  readonly #pending: PendingUpdates;

  constructor(private readonly options: ParticipantOptions) {
    this.#access = options.access;
    this.#records = roundRecords(options.access.client);
    this.#pending = options.pending ?? memoryPending();
  }

  /** The own id on the ledger. */
  get clientId(): string {
    return this.options.clientId;
  }

  /** Joins the task, from its next round on. */
  async join(): Promise<void> {
    await this.#access.client.joinLearningTask({ taskId: this.options.taskId });
  }

  /** The number of the latest round that the own gateway knows of; 0 before the first. */
  async latestRound(): Promise<number> {
    return (await this.#records.task(this.options.taskId)).head.round;
  }

  /** The task's model as it is now, with its hash. @throws LearningError COMMITMENT_MISMATCH while it is not here yet. */
  async model(): Promise<{ readonly model: ModelState; readonly hash: string }> {
    const { head, ...task } = await this.#records.task(this.options.taskId);
    return { model: modelIn(await this.#bytesOf(head.modelHash), task), hash: head.modelHash };
  }

  /**
   * Commits to an update of the latest round, if that takes commitments and this client is drawn. The same round again
   * commits to the same update.
   * @returns the round with a commitment of this client, or undefined.
   */
  async commit(train: Trainer): Promise<number | undefined> {
    const { clientId, taskId } = this.options;
    const task = await this.#records.task(taskId);
    const round = await this.#openRound(task);
    if (round === undefined || !isDrawn(round.seed, clientId, task.cohortShare)) {
      return undefined;
    }
    const place = { taskId, round: round.number };
    const update = (await this.#pending.load(place)) ?? (await this.#trained(task, round, train));
    if (update === undefined) {
      return undefined;
    }
    await this.#pending.save(place, update);
    const body = { hash: sha256Hex(update.bytes), examplesBucket: update.examplesBucket };
    try {
      await this.#access.client.commitUpdate({ ...place, body });
      return round.number;
    } catch (error) {
      if (!wasOvertaken(error)) {
        throw error;
      }
      await this.#pending.drop(place); // too late, or joined after the round began: it stays at home
      return undefined;
    }
  }

  /**
   * Hands the update over, once the ledger says that the round takes no more commitments: who sees it then can no longer
   * commit to a copy.
   * @returns whether it is revealed.
   */
  async reveal(round: number): Promise<boolean> {
    const place = { taskId: this.options.taskId, round };
    const update = await this.#pending.load(place);
    if (update === undefined || (await this.#records.round(place)).status !== 'revealing') {
      return false;
    }
    await this.#access.weights.put('update', update.bytes);
    return true;
  }

  /**
   * What became of the own update in a round with an aggregate. That it is inside is proven against the root on the
   * ledger; undefined where there is no aggregate, or this client has no update in the round.
   * @throws LearningError COMMITMENT_MISMATCH where the proof fails; ProblemError NOT_FOUND where the update is neither
   *   inside nor excluded.
   */
  async outcome(round: number): Promise<Outcome | undefined> {
    const { clientId, taskId } = this.options;
    const place = { taskId, round };
    const update = await this.#pending.load(place);
    const { aggregate } = await this.#records.round(place);
    if (aggregate === undefined || update === undefined) {
      return undefined;
    }
    const excluded = aggregate.excluded.find((each) => each.clientId === clientId);
    if (excluded !== undefined) {
      return { kind: 'excluded', reason: excluded.reason };
    }
    const proof = await this.#access.client.getInclusion({ ...place, clientId });
    const leaf = leafOf({ clientId, hash: sha256Hex(update.bytes), examplesBucket: update.examplesBucket });
    if (!isIncluded(leaf, proof, aggregate.root)) {
      throw new LearningError(
        'COMMITMENT_MISMATCH',
        clientId,
        'a proof that its update is under the root of the round',
      );
    }
    return { kind: 'included', leaf, root: aggregate.root };
  }

  async #trained(task: TaskState, round: Round, train: Trainer): Promise<OwnUpdate | undefined> {
    const { clientId, taskId } = this.options;
    const base = modelIn(await this.#baseOf(round), task);
    const trained = await train(base.parameters, round.number);
    return trained && ownUpdate(task, { taskId, round: round.number }, clientId, trained);
  }

  async #openRound({ head }: TaskState): Promise<Round | undefined> {
    if (head.round === 0) {
      return undefined;
    }
    const round = await this.#records.round({ taskId: this.options.taskId, round: head.round });
    return round.status === 'committing' ? round : undefined;
  }

  /** The coordinator brings a new model to the gateways one by one, so a round may begin before it is here. */
  async #baseOf({ base, commitBy }: Round): Promise<Uint8Array> {
    for (;;) {
      const bytes = await this.#access.weights.get(base.hash);
      if (bytes !== undefined) {
        return bytes;
      }
      if (Date.now() > Date.parse(commitBy)) {
        return this.#bytesOf(base.hash);
      }
      await pause(MODEL_AWAITED_MS);
    }
  }

  async #bytesOf(hash: string): Promise<Uint8Array> {
    const bytes = await this.#access.weights.get(hash);
    if (bytes === undefined) {
      throw new LearningError('COMMITMENT_MISMATCH', 'model', `the bytes of ${hash} at the own gateway`);
    }
    return bytes;
  }
}
