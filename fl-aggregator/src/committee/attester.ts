// SPDX-License-Identifier: Apache-2.0
import { hasEnded, type LearningTask, type Round, type Update } from '@wattpass/chaincode/domain';
import { ProblemError } from '@wattpass/gateway-api/client';
import type { LearningAccess } from '../access/learning-access.js';
import { wasOvertaken } from '../access/refusals.js';
import type { RoundRecords } from '../access/round-records.js';
import { eachOf } from '../each-of.js';
import type { Observer } from '../server/observer.js';
import { relieve } from './relieve.js';
import { absentIn } from '../round/absences.js';
import { recompute, type Evidence, type Judgement } from './recompute.js';

/** What a committee member works with: its own organisation's gateway, and nothing else. */
export interface AttesterContext {
  readonly mspId: string;
  readonly home: LearningAccess;
  readonly records: RoundRecords;
  readonly observer: Observer;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const WIDTH = 8;
/** How far clocks of two organisations may be apart before a late update counts as one in time. */
const CLOCKS_APART_MS = 2000;
/** For how much of the time to attest missing bytes are waited for. */
const WAITED_SHARE = 0.7;

/** Judges the aggregates of one task for the own organisation. Each call does what is due, if anything. */
export class Attester {
  #judged = 0;
  #isOver = false;

  constructor(
    private readonly context: AttesterContext,
    private readonly taskId: string,
  ) {}

  /** Whether the task has ended and nothing is left to be judged. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Attests the aggregate that is proposed, once. @returns whether there was one to attest. */
  async step(): Promise<boolean> {
    const { records, mspId } = this.context;
    const task = await records.task(this.taskId);
    if (task.head.round === 0 || task.head.round === this.#judged) {
      return false;
    }
    const place = { taskId: task.id, round: task.head.round };
    const round = await records.round(place);
    this.#isOver = task.head.endedAt !== undefined && hasEnded(round);
    if (await relieve(this.context, task, round)) {
      return true;
    }
    if (round.status !== 'proposed') {
      return false;
    }
    if ((await records.attestations(place)).some((each) => each.mspId === mspId)) {
      this.#judged = round.number;
      return false;
    }
    const judgement = await this.#judge(task, round);
    if (judgement === undefined) {
      return false;
    }
    return this.#attest(round, judgement);
  }

  async #attest({ taskId, number: round }: Round, { verdict, resultHash, reason, model }: Judgement): Promise<boolean> {
    const { home, observer } = this.context;
    if (model !== undefined) {
      await home.weights.put('model', model); // so that the own organisation has it, whatever the coordinator does
    }
    const body = { verdict, resultHash, ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }) };
    try {
      await home.client.attestAggregate({ taskId, round, body });
    } catch (error) {
      if (!wasOvertaken(error)) {
        throw error;
      }
      observer.note('attesting is over', { taskId, round, code: error.code, detail: error.message });
      return false;
    }
    this.#judged = round;
    observer.count('verdicts_total', { task: taskId, verdict });
    observer.note('attested', { taskId, round, verdict, resultHash, reason });
    return true;
  }

  /** The verdict, or undefined while bytes may still come. */
  async #judge(task: LearningTask, round: Round): Promise<Judgement | undefined> {
    const { home, records } = this.context;
    const place = { taskId: task.id, round: round.number };
    const commitments = await records.commitments(place);
    const base = await home.weights.get(round.base.hash);
    const { revealed, inTime } = await this.#found(commitments, round);
    const absent = absentIn(round);
    const missing = commitments.filter(({ clientId }) => !absent.has(clientId) && !revealed.has(clientId));
    if (base !== undefined && missing.length === 0) {
      return recompute({ task, round, base, commitments, revealed, inTime });
    }
    if (!this.#waitedEnough(task, round)) {
      return undefined;
    }
    const what = base === undefined ? 'the base model' : `the updates of ${missing.length} clients`;
    return { verdict: 'reject', resultHash: round.base.hash, reason: `${what} did not come, so nothing is recomputed` };
  }

  async #found(commitments: readonly Update[], round: Round): Promise<Pick<Evidence, 'revealed' | 'inTime'>> {
    const { client, weights } = this.context.home;
    const absent = absentIn(round);
    const revealed = new Map<string, Uint8Array>();
    const inTime = new Set<string>();
    await eachOf(commitments, WIDTH, async ({ clientId, hash }) => {
      if (absent.has(clientId)) {
        const storedAt = await client.describeWeights({ hash }).then((known) => Date.parse(known.storedAt), never);
        if (storedAt + CLOCKS_APART_MS <= Date.parse(round.revealBy ?? round.commitBy)) {
          inTime.add(clientId);
        }
        return;
      }
      const bytes = await weights.get(hash);
      if (bytes !== undefined) {
        revealed.set(clientId, bytes);
      }
    });
    return { revealed, inTime };
  }

  #waitedEnough({ windows }: LearningTask, { attestBy, openedAt }: Round): boolean {
    const left = Date.parse(attestBy ?? openedAt) - this.context.clock();
    return left < (1 - WAITED_SHARE) * windows.attest * 1000;
  }
}

/** Weights that are not there were never stored. */
function never(error: unknown): number {
  if (!(error instanceof ProblemError) || error.code !== 'NOT_FOUND') {
    throw error;
  }
  return Infinity;
}
