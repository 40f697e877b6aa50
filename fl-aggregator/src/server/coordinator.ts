// SPDX-License-Identifier: Apache-2.0
import { countVerdicts, isDrawn, type LearningTask, type Round, type Update } from '@wattpass/chaincode/domain';
import type { TaskState } from '../access/round-records.js';
import { wasOvertaken } from '../access/refusals.js';
import { LearningError } from '../learning-error.js';
import { absentIn } from '../round/absences.js';
import { closedRound, type ClosedRound } from '../round/closed-round.js';
import { modelBytes, modelIn } from '../round/model-state.js';
import { epsilonOf } from '../round/task-privacy.js';
import { collect, type Revealed } from './collect.js';
import type { CoordinatorContext } from './coordinator-context.js';
import { deliverModel, layBefore } from './deliver.js';
import type { coordinatorSteps } from './fault.js';

/** What a coordinator has in memory of the round that goes on; all of it can be had again. */
interface RoundMemory {
  readonly round: number;
  expected?: readonly string[];
  commitments?: readonly Update[];
  readonly revealed: Revealed;
  laid?: boolean;
  gaveUp?: string;
}

/** When a coordinator opens rounds of its own accord. */
export interface Schedule {
  /** Seconds from one opening to the next; without it, rounds are opened by people of its organisation. */
  readonly everySeconds?: number;
}

/**
 * Drives the rounds of one task. Each call looks where the ledger stands and takes the one step that is due, if any; what
 * it does is the same however often it does it, so that it may be killed anywhere and go on from what it finds.
 */
export class Coordinator {
  #memory: RoundMemory = { round: 0, revealed: new Map() };
  #isOver = false;
  readonly #delivered = { hash: '', to: new Set<string>() };

  constructor(
    private readonly context: CoordinatorContext,
    private readonly taskId: string,
    private readonly schedule: Schedule = {},
  ) {}

  /** Whether the task has ended and nothing is left to be done. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes the step that is due. @returns whether there was one. */
  async step(): Promise<boolean> {
    const task = await this.context.records.task(this.taskId);
    await this.#deliver(task);
    if (task.head.round === 0) {
      return this.#open(task);
    }
    const round = await this.context.records.round({ taskId: task.id, round: task.head.round });
    if (this.#memory.round !== round.number) {
      this.#memory = { round: round.number, revealed: new Map() };
    }
    switch (round.status) {
      case 'committing':
        return this.#endCommitting(task, round);
      case 'revealing':
        return this.#propose(task, round);
      case 'proposed':
        return this.#conclude(task, round);
      default:
        return this.#open(task, round);
    }
  }

  async #open(task: TaskState, latest?: Round): Promise<boolean> {
    const { everySeconds } = this.schedule;
    const since = (this.context.clock() - Date.parse(latest?.openedAt ?? '1970-01-01')) / 1000;
    this.#isOver = task.head.endedAt !== undefined;
    if (this.#isOver || everySeconds === undefined || since < everySeconds) {
      return false;
    }
    const { client } = this.context.home;
    return this.#do('open', task, () => client.openRound({ taskId: task.id, body: { round: task.head.round + 1 } }));
  }

  /** At the deadline, or as soon as all who are drawn have committed: nobody else can be coming. */
  async #endCommitting(task: TaskState, { number: round, seed, commitBy }: Round): Promise<boolean> {
    const place = { taskId: task.id, round };
    const { records, home, clock } = this.context;
    if (clock() <= Date.parse(commitBy)) {
      const committed = new Set((await records.commitments(place)).map(({ clientId }) => clientId));
      this.#memory.expected ??= (await records.clients(task.id))
        .filter(({ clientId, fromRound, leftAt }) => {
          return leftAt === undefined && fromRound <= round && isDrawn(seed, clientId, task.cohortShare);
        })
        .map(({ clientId }) => clientId);
      if (committed.size < task.minimumClients || !this.#memory.expected.every((id) => committed.has(id))) {
        return false;
      }
    }
    return this.#do('endCommitting', task, () => home.client.endCommitting(place));
  }

  async #propose(task: TaskState, round: Round): Promise<boolean> {
    const { clock, home, observer } = this.context;
    const memory = this.#memory;
    if (memory.gaveUp !== undefined) {
      return this.#giveUp(task, round);
    }
    const commitments = (memory.commitments ??= await this.context.records.commitments({
      taskId: task.id,
      round: round.number,
    }));
    if (!(await this.#hasCollected(task, round, commitments, clock()))) {
      return false;
    }
    const closed = await this.#closed(task, round, commitments);
    if (closed === undefined) {
      return true;
    }
    await home.weights.put('model', modelBytes(closed.model));
    await this.#do('lay', task, () => layBefore(this.context, task, memory.revealed));
    memory.laid = true;
    const { root, resultHash, excluded } = closed;
    const proposed = await this.#do('propose', task, () =>
      home.client.proposeAggregate({
        taskId: task.id,
        round: round.number,
        body: { root, resultHash, excluded: [...excluded] },
      }),
    );
    for (const { reason } of proposed ? excluded : []) {
      observer.count('exclusions_total', { task: task.id, reason });
    }
    return proposed;
  }

  /**
   * Whether no more updates are waited for. Whose they are is written down before anything is made of them, so that a
   * restarted coordinator comes to the same result. The time is taken before the last look, which it therefore covers.
   */
  async #hasCollected(task: TaskState, round: Round, commitments: readonly Update[], now: number): Promise<boolean> {
    const place = { taskId: task.id, round: round.number };
    const { revealed } = this.#memory;
    const { checkpoints, fault, observer } = this.context;
    const checkpoint = await checkpoints.load(place);
    const wanted =
      checkpoint === undefined
        ? commitments
        : commitments.filter(({ clientId }) => checkpoint.received.includes(clientId));
    await collect(this.context, wanted, revealed);
    const isComplete = revealed.size >= wanted.length;
    if (checkpoint !== undefined) {
      return isComplete;
    }
    if (!isComplete && now <= Date.parse(round.revealBy ?? round.commitBy)) {
      return false;
    }
    fault('collect', 'before');
    await checkpoints.save(place, { received: [...revealed.keys()].sort() });
    observer.note('revealing closed', { ...place, revealed: revealed.size, committed: commitments.length });
    fault('collect', 'after');
    return true;
  }

  /** The aggregate, or undefined where the updates do not make one: the round is then given up when its time has passed. */
  async #closed(task: LearningTask, round: Round, commitments: readonly Update[]): Promise<ClosedRound | undefined> {
    const base = await this.context.home.weights.get(round.base.hash);
    if (base === undefined) {
      throw new Error(`the own gateway lacks the model ${round.base.hash} that round ${round.number} trains`);
    }
    const { revealed } = this.#memory;
    try {
      return closedRound({ task, round: round.number, base: modelIn(base, task), commitments, revealed });
    } catch (error) {
      if (!(error instanceof LearningError)) {
        throw error;
      }
      this.#memory.gaveUp = error.message;
      this.context.observer.note('no aggregate', { taskId: task.id, round: round.number, why: error.message });
      return undefined;
    }
  }

  #giveUp(task: TaskState, { number: round }: Round): Promise<boolean> {
    const { client } = this.context.home;
    return this.#do('conclude', task, () => client.concludeRound({ taskId: task.id, round }));
  }

  async #conclude(task: TaskState, round: Round): Promise<boolean> {
    const place = { taskId: task.id, round: round.number };
    const { records, clock, home } = this.context;
    if (this.#memory.laid !== true) {
      await this.#layAgain(task, round);
    }
    const { outcome } = countVerdicts(task.committee, await records.attestations(place));
    if (outcome === undefined && clock() <= Date.parse(round.attestBy ?? round.openedAt)) {
      return false;
    }
    const concluded = await this.#do('conclude', task, () => home.client.concludeRound(place));
    if (concluded) {
      this.#tellEnd(task, await records.round(place));
    }
    return concluded;
  }

  #tellEnd(task: TaskState, { number: round, status, aggregate }: Round): void {
    const { observer } = this.context;
    const { count: clients, resultHash } = aggregate ?? {};
    observer.count('rounds_total', { task: task.id, status });
    observer.set('round_clients', clients ?? 0, { task: task.id });
    const epsilon = epsilonOf(task, round); // of all rounds: what a rejected one showed is shown too
    if (epsilon !== undefined) {
      observer.set('epsilon', epsilon, { task: task.id });
    }
    observer.note('round ended', { taskId: task.id, round, status, clients, resultHash });
  }

  /** A coordinator that died after its proposal may not have reached every member before it. */
  async #layAgain(task: TaskState, round: Round): Promise<void> {
    const commitments = await this.context.records.commitments({ taskId: task.id, round: round.number });
    const absent = absentIn(round);
    const present = commitments.filter(({ clientId }) => !absent.has(clientId));
    await collect(this.context, present, this.#memory.revealed);
    await layBefore(this.context, task, this.#memory.revealed);
    this.#memory.laid = true;
  }

  /** Everybody gets the latest model, also the one before the first round. */
  async #deliver({ id, head }: TaskState): Promise<void> {
    const delivered = this.#delivered;
    if (delivered.hash !== head.modelHash) {
      delivered.hash = head.modelHash;
      delivered.to.clear();
    }
    if (delivered.to.size === this.context.members.size) {
      return;
    }
    this.context.fault('deliver', 'before');
    if (await deliverModel(this.context, head.modelHash, delivered.to)) {
      this.context.observer.set('model_version', head.modelVersion, { task: id });
      this.context.observer.note('model delivered', { taskId: id, version: head.modelVersion, hash: head.modelHash });
      this.context.fault('deliver', 'after');
    }
  }

  /** One step on the ledger. @returns false where the ledger says that it is not due, or somebody else has taken it. */
  async #do(
    step: (typeof coordinatorSteps)[number],
    { id: taskId }: LearningTask,
    act: () => Promise<unknown>,
  ): Promise<boolean> {
    const { fault, observer } = this.context;
    fault(step, 'before');
    try {
      await act();
    } catch (error) {
      if (!wasOvertaken(error)) {
        throw error;
      }
      observer.note('not due', { taskId, step, code: error.code, detail: error.message });
      return false;
    }
    fault(step, 'after');
    observer.count('steps_total', { task: taskId, step });
    return true;
  }
}
