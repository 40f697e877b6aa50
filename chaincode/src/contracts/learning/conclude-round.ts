// SPDX-License-Identifier: Apache-2.0

import { conclude } from '../../domain/learning/attestation-rules.js';
import { Attestation } from '../../domain/learning/attestation.js';
import type { LearningTask } from '../../domain/learning/learning-task.js';
import type { ModelVersion } from '../../domain/learning/model-version.js';
import { abandonUnproposed } from '../../domain/learning/round-rules.js';
import { hasEnded, type Round } from '../../domain/learning/round.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { announceRound } from './announce-round.js';
import { loadTask, loadRound } from './task-records.js';

/**
 * Ends a round; any member may. An accepted aggregate becomes the task's model in the same transaction. Once the round
 * has ended, a repeat answers with it.
 */
export const concludeRound: Handler<'learning:concludeRound'> = async (session, request) => {
  const { ledger, now } = session;
  const { task, round } = await loadRound(ledger, request);
  if (hasEnded(round)) {
    return round;
  }
  const ended =
    round.status === 'revealing'
      ? abandonUnproposed(round, task, now)
      : conclude(task, round, await attestationsOf(ledger, task, round.number), now);
  await save(ledger, keys.round(task.id, round.number), ended);
  if (ended.status === 'accepted' && ended.aggregate !== undefined) {
    await adopt(session, ended, ended.aggregate.resultHash);
  }
  announceRound(session, ended);
  return ended;
};

/** The verdicts so far. The committee is known, so each is read by its key: a range would conflict with who attests. */
export async function attestationsOf(ledger: Ledger, task: LearningTask, round: number): Promise<Attestation[]> {
  const verdicts: Attestation[] = [];
  for (const mspId of task.committee) {
    const verdict = await find(ledger, Attestation, keys.roundAttestation(task.id, round, mspId));
    if (verdict !== undefined) {
      verdicts.push(verdict);
    }
  }
  return verdicts;
}

async function adopt({ ledger, now }: Session, { taskId, number }: Round, hash: string): Promise<void> {
  const { head } = await loadTask(ledger, taskId);
  const model: ModelVersion = { taskId, version: head.modelVersion + 1, hash, round: number, acceptedAt: now };
  await save(ledger, keys.model(taskId, model.version), model);
  await save(ledger, keys.learningHead(taskId), { ...head, modelVersion: model.version, modelHash: hash });
}
