// SPDX-License-Identifier: Apache-2.0

import { requireCoordinator } from '../../domain/learning/task-rules.js';
import { keys } from '../../ledger/keys.js';
import { save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadTask } from './task-records.js';

/** Ends a task: a round that goes on is finished, no other is opened. A repeat changes nothing. */
export const endTask: Handler<'learning:endTask'> = async (session, { taskId }) => {
  const { ledger, actor, now } = session;
  const { task, head } = await loadTask(ledger, taskId);
  requireCoordinator(task, actor);
  if (head.endedAt !== undefined) {
    return { ...task, head };
  }
  const ended = { ...head, endedAt: now };
  await save(ledger, keys.learningHead(taskId), ended);
  announce(session, 'learning.taskEnded', [{ kind: 'learningTask', id: taskId }]);
  return { ...task, head: ended };
};
