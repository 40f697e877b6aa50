// SPDX-License-Identifier: Apache-2.0

import { LearningTask, TaskHead } from '../../domain/learning/learning-task.js';
import { Round } from '../../domain/learning/round.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load } from '../../ledger/repository.js';

/** A task with where it stands. */
export interface TaskRecords {
  readonly task: LearningTask;
  readonly head: TaskHead;
}

/** A round with its task. */
export interface RoundRecords {
  readonly task: LearningTask;
  readonly round: Round;
}

/** @throws DomainError NOT_FOUND */
export async function loadTask(ledger: Ledger, taskId: string): Promise<TaskRecords> {
  const task = await load(ledger, LearningTask, keys.learningTask(taskId));
  return { task, head: await load(ledger, TaskHead, keys.learningHead(taskId)) };
}

/** @throws DomainError NOT_FOUND */
export async function loadRound(ledger: Ledger, at: { taskId: string; round: number }): Promise<RoundRecords> {
  const task = await load(ledger, LearningTask, keys.learningTask(at.taskId));
  return { task, round: await load(ledger, Round, keys.round(at.taskId, at.round)) };
}
