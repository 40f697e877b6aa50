// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NewLearningTask, sha256Hex, type InputOf, type LearningTask } from '@wattpass/chaincode/domain';
import {
  closedRound,
  firstModel,
  modelBytes,
  modelHash,
  modelIn,
  randomStream,
  type ClosedRound,
  type Examples,
} from '@wattpass/fl-aggregator';
import {
  learningAccess,
  memoryPending,
  modelTrainer,
  Participant,
  roundRecords,
  walkRound,
  type LearningAccess,
  type PendingUpdates,
  type RoundRecords,
  type WalkedRound,
  type Walker,
} from '@wattpass/fl-aggregator/client';
import {
  LearningConfig,
  startLearningService,
  unobserved,
  type LearningService,
} from '@wattpass/fl-aggregator/service';
import { organisations } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';
import { ConsortiumFixture } from '../gateway/consortium-fixture.js';

/** Who trains: vehicles of two organisations. */
const homes = ['user', 'user', 'user', 'user', 'user', 'user', 'user', 'station', 'station', 'station'] as const;
const committee = ['producer', 'user', 'station'] as const;
const inputs = 2;
const classes = 3;

/** A vehicle that trains, with its account. */
export interface Vehicle {
  readonly home: string;
  readonly clientId: string;
  readonly access: LearningAccess;
  readonly examples: Examples;
}

/** A vehicle in a task. */
export interface Trainee extends Walker {
  readonly vehicle: Vehicle;
  readonly pending: PendingUpdates;
}

/** A coordinator in a process of its own. */
export interface CoordinatorProcess {
  readonly ended: Promise<NodeJS.Signals | null>;
  stop(): Promise<void>;
}

/** Real Fabric takes longer over a transaction, so everything that waits for several of them does. */
export const pace = testLedgerKind === 'fabric' ? 6 : 1;

/** Six organisations whose learning services are at work; the operator coordinates, and its service is a process that can be killed. */
export class LearningFixture {
  readonly vehicles: Vehicle[] = [];
  readonly #attesters: LearningService[] = [];
  readonly #processes = new Set<ChildProcess>();
  readonly #carriers = new Map<string, LearningAccess>();
  readonly #tasks: string[] = [];

  private constructor(readonly consortium: ConsortiumFixture) {}

  static async start(): Promise<LearningFixture> {
    const fixture = new LearningFixture(await ConsortiumFixture.start());
    try {
      await fixture.#signIn();
      return fixture;
    } catch (error) {
      await fixture.stop();
      throw error;
    }
  }

  /** The operator's own access, as its coordinator has it. */
  get operator(): LearningAccess {
    return this.carrier('operator');
  }

  get records(): RoundRecords {
    return roundRecords(this.operator.client);
  }

  /** The coordinator's account at an organisation's gateway. */
  carrier(name: string): LearningAccess {
    const access = this.#carriers.get(name);
    if (access === undefined) {
      throw new Error(`no account at ${name}`);
    }
    return access;
  }

  /** A task over the first `count` vehicles, all of whom have joined and are drawn. */
  async task(
    changes: Partial<InputOf<'learning:createTask'>['task']> = {},
    count = 4,
  ): Promise<{ task: LearningTask; trainees: Trainee[] }> {
    const shape = NewLearningTask.parse({ ...taskShape, ...changes });
    const first = firstModel(shape, new Float64Array(shape.model.parameters));
    await this.operator.weights.put('model', modelBytes(first));
    const body = { task: { ...shape, initialModelHash: modelHash(first) } };
    const { id } = await this.consortium.admin('operator').createLearningTask({ body });
    this.#tasks.push(id);
    const task = await this.records.task(id);
    const trainees = this.vehicles.slice(0, count).map((vehicle, place) => traineeOf(task, vehicle, place));
    await Promise.all(trainees.map(({ participant }) => participant.join()));
    return { task, trainees };
  }

  /** Ends the tasks that tests have made, so that no service looks after them any more. */
  async endTasks(): Promise<void> {
    for (const taskId of this.#tasks.splice(0)) {
      await this.consortium.admin('operator').endLearningTask({ taskId });
    }
  }

  /** A model at a member's gateway, once the coordinator has brought it there. */
  async delivered(name: string, hash: string): Promise<Uint8Array> {
    for (;;) {
      const bytes = await this.carrier(name).weights.get(hash);
      if (bytes !== undefined) {
        return bytes;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Opens a round as a person of the coordinator's organisation. */
  async open(task: LearningTask, round = 1): Promise<void> {
    await this.operator.client.openRound({ taskId: task.id, body: { round } });
  }

  /** Takes vehicles through a round, once it is open. */
  async walk(task: LearningTask, trainees: readonly Walker[], round = 1): Promise<WalkedRound> {
    while ((await this.records.task(task.id)).head.round < round) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return walkRound(this.records, { taskId: task.id, round }, trainees, { pollMs: 100, width: 10 });
  }

  /** What a round comes to, from the vehicles' own bytes. */
  async expected(task: LearningTask, trainees: readonly Trainee[], round = 1): Promise<ClosedRound> {
    const place = { taskId: task.id, round };
    const { base } = await this.records.round(place);
    const model = await this.operator.weights.get(base.hash);
    const revealed = new Map<string, Uint8Array>();
    for (const { vehicle, pending } of trainees) {
      const own = await pending.load(place);
      if (own !== undefined) {
        revealed.set(vehicle.clientId, own.bytes);
      }
    }
    const commitments = await this.records.commitments(place);
    return closedRound({ task, round, base: modelIn(model ?? new Uint8Array(), task), commitments, revealed });
  }

  /** Starts the services of the committee's members. */
  attest(): void {
    for (const name of committee) {
      this.#attesters.push(startLearningService(this.#config(name, {}), unobserved));
    }
  }

  /** Stops the services of the committee's members. */
  async attestNoMore(): Promise<void> {
    await Promise.all(this.#attesters.splice(0).map((service) => service.stop()));
  }

  /** Starts the operator's learning service as its own program. @param fault Where it kills itself. */
  coordinate(fault = '', everySeconds?: number): CoordinatorProcess {
    const config = this.#config('operator', { ...(everySeconds === undefined ? {} : { everySeconds }) });
    const file = join(this.consortium.directory, 'learning', 'operator.json');
    writeFileSync(file, JSON.stringify(config));
    const program = fileURLToPath(import.meta.resolve('@wattpass/fl-aggregator/internal/service/main.js'));
    const child = spawn(process.execPath, [program, '--config', file, '--follow-stdin'], {
      env: { ...process.env, ...(fault === '' ? {} : { WATTPASS_LEARNING_FAULT: fault }) },
      stdio: ['pipe', process.env['WATTPASS_TEST_LOG'] === undefined ? 'ignore' : 'inherit', 'inherit'],
    });
    this.#processes.add(child);
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      child.once('exit', (_code, signal) => {
        this.#processes.delete(child);
        resolve(signal);
      });
    });
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
    };
    return { ended, stop };
  }

  async stop(): Promise<void> {
    for (const child of this.#processes) {
      child.kill('SIGKILL');
    }
    await this.attestNoMore();
    await this.consortium.stop();
  }

  async #signIn(): Promise<void> {
    mkdirSync(join(this.consortium.directory, 'learning'), { recursive: true });
    for (const { name } of organisations) {
      const person = { kind: 'person' as const, role: name as 'user' };
      const { apiKey } = await this.consortium.admin(name).createAccount({ body: { ...person, name: 'aggregator' } });
      writeFileSync(this.#keyFile(name), apiKey);
      this.#carriers.set(name, learningAccess({ url: this.consortium.url(name), apiKey }));
    }
    for (const [place, home] of homes.entries()) {
      const body = { kind: 'device' as const, role: home, name: `vehicle ${place}` };
      const { apiKey, account } = await this.consortium.admin(home).createAccount({ body });
      const access = learningAccess({ url: this.consortium.url(home), apiKey });
      this.vehicles.push({ home, clientId: account.actorId, access, examples: examplesOf(place) });
    }
  }

  #keyFile(name: string): string {
    return join(this.consortium.directory, 'learning', `${name}.key`);
  }

  #config(name: string, more: Partial<LearningConfig>): LearningConfig {
    const account = (of: string): { url: string; apiKeyFile: string } => ({
      url: this.consortium.url(of),
      apiKeyFile: this.#keyFile(of),
    });
    const others = organisations.filter((organisation) => organisation.name !== name);
    return LearningConfig.parse({
      organisation: name,
      mspId: mspIdOf(name),
      gateway: account(name),
      members: Object.fromEntries(others.map((organisation) => [organisation.mspId, account(organisation.name)])),
      stateDir: join(this.consortium.directory, 'learning', name),
      pollMs: 100,
      ...more,
    });
  }
}

const taskShape = {
  name: 'charge decisions',
  kind: 'charge-decision' as const,
  model: { kind: 'softmax' as const, layers: [inputs, classes], parameters: (inputs + 1) * classes },
  training: { epochs: 2, batchSize: 8, learningRate: 200_000 },
  aggregation: { rule: { name: 'fedavg' as const } },
  quantiser: { clip: 8_000_000, bits: 22 },
  mode: { name: 'plain' as const },
  cohortShare: 1_000_000,
  minimumClients: 3,
  windows: { commit: 10 * pace, reveal: 10 * pace, attest: 20 * pace },
  initialModelHash: sha256Hex('none yet'),
  committee: committee.map(mspIdOf),
};

/** An organisation's MSP id. */
export function mspIdOf(name: string): string {
  return organisations.find((organisation) => organisation.name === name)?.mspId ?? name;
}

function traineeOf(task: LearningTask, vehicle: Vehicle, place: number): Trainee {
  const pending = memoryPending();
  const { access, clientId, examples } = vehicle;
  const participant = new Participant({ access, clientId, taskId: task.id, pending });
  return { vehicle, pending, participant, train: modelTrainer(task, () => examples, place) };
}

/** Points in the plane, in classes by their angle; each vehicle sees another part of it. */
function examplesOf(place: number): Examples {
  const stream = randomStream(99, place);
  const count = 20 + 5 * place;
  const features = Float64Array.from({ length: count * inputs }, () => stream.normal() + place / 20);
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const [x = 0, y = 0] = features.subarray(row * inputs);
    return x > Math.abs(y) ? 0 : y > 0 ? 1 : 2;
  });
  return { count, features, labels };
}
