// SPDX-License-Identifier: Apache-2.0
import {
  includedIn,
  isDrawn,
  leafOf,
  merkleRoot,
  sha256Hex,
  type Exclusion,
  type InputOf,
  type LearningTask,
  type OutputOf,
  type Round,
  type Update,
} from '@wattpass/chaincode/domain';
import { actorIdOf, type Certified } from '@wattpass/chaincode/ledger/actor.js';
import { actors, delegates, person } from './actors.js';
import { consortiumOfSix, type ContractRunner } from './contract-runner.js';

/** A task that the operator runs and three other members check; everybody is drawn. Overridden where a test needs it. */
export function newTask(
  changes: Partial<InputOf<'learning:createTask'>['task']> = {},
): InputOf<'learning:createTask'>['task'] {
  return {
    name: 'charge decisions',
    kind: 'charge-decision',
    model: { kind: 'softmax', layers: [19, 3], parameters: 60 },
    training: { epochs: 2, batchSize: 32, learningRate: 50_000 },
    aggregation: { rule: { name: 'fedavg' } },
    quantiser: { clip: 8_000_000, bits: 22 },
    mode: { name: 'plain' },
    cohortShare: 1_000_000,
    minimumClients: 2,
    windows: { commit: 60, reveal: 60, attest: 60 },
    initialModelHash: sha256Hex('first model'),
    committee: ['ProducerMSP', 'UserMSP', 'StationMSP'],
    ...changes,
  };
}

/** Vehicles of the user organisation. */
export const vehicles = ['v1', 'v2', 'v3'].map((name) => person('UserMSP', name, { role: 'user' }));

/** The hash that a vehicle commits to in these tests. */
export function updateHash(vehicle: Certified, round = 1): string {
  return sha256Hex(`update of ${vehicle.clientId} in round ${round}`);
}

/** A task with members who train for it, and the steps of its rounds. */
export class LearningRounds {
  private constructor(
    readonly runner: ContractRunner,
    readonly task: LearningTask,
  ) {}

  static async create(changes: Parameters<typeof newTask>[0] = {}, clients = vehicles): Promise<LearningRounds> {
    const runner = consortiumOfSix();
    const task = await runner.submit(delegates.operator, 'learning:createTask', {
      key: 'task-0001',
      task: newTask(changes),
    });
    for (const client of clients) {
      await runner.submit(client, 'learning:join', { taskId: task.id });
    }
    return new LearningRounds(runner, task);
  }

  open(round = 1, caller = actors.operator): Promise<Round> {
    return this.runner.submit(caller, 'learning:openRound', { taskId: this.task.id, round });
  }

  commit(client: Certified, round = 1, hash = updateHash(client, round)): Promise<Update> {
    return this.runner.submit(client, 'learning:commitUpdate', {
      taskId: this.task.id,
      round,
      hash,
      examplesBucket: 5,
    });
  }

  endCommitting(round = 1, caller = actors.operator): Promise<Round> {
    return this.runner.submit(caller, 'learning:endCommitting', { taskId: this.task.id, round });
  }

  /** Proposes what the honest aggregator would, unless told otherwise. */
  async propose(round = 1, excluded: Exclusion[] = [], result = 'second model', root?: string): Promise<Round> {
    const { items } = await this.runner.evaluate(actors.operator, 'learning:updates', {
      taskId: this.task.id,
      round,
      limit: 100,
    });
    return this.runner.submit(actors.operator, 'learning:proposeAggregate', {
      taskId: this.task.id,
      round,
      root: root ?? merkleRoot(includedIn(items, excluded).map(leafOf)),
      resultHash: sha256Hex(result),
      excluded,
    });
  }

  attest(
    role: keyof typeof actors,
    verdict: 'accept' | 'reject' = 'accept',
    result = 'second model',
    round = 1,
  ): Promise<OutputOf<'learning:attest'>> {
    return this.runner.submit(actors[role], 'learning:attest', {
      taskId: this.task.id,
      round,
      verdict,
      resultHash: sha256Hex(result),
      ...(verdict === 'reject' && { reason: 'the recomputed model is another one' }),
    });
  }

  conclude(round = 1, caller = actors.recycler): Promise<Round> {
    return this.runner.submit(caller, 'learning:concludeRound', { taskId: this.task.id, round });
  }

  state(): Promise<OutputOf<'learning:task'>> {
    return this.runner.evaluate(actors.recycler, 'learning:task', { taskId: this.task.id });
  }

  /** A round with every vehicle's commitment, taking updates. */
  async revealing(): Promise<void> {
    await this.open();
    for (const vehicle of vehicles) {
      await this.commit(vehicle);
    }
    await this.endCommitting();
  }
}

/** The id a client has on the ledger. */
export const clientIdOf = actorIdOf;

/** Vehicles that a round draws, or does not draw, out of many. */
export function drawn(round: Round, share: number, wanted: boolean, many: readonly Certified[]): Certified[] {
  return many.filter((vehicle) => isDrawn(round.seed, actorIdOf(vehicle), share) === wanted);
}
