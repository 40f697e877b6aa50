// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { openRound as nextRound } from '../../domain/learning/round-rules.js';
import { Round } from '../../domain/learning/round.js';
import { requireCoordinator, requireGoingOn } from '../../domain/learning/task-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadTask } from './task-records.js';

/**
 * Opens a task's next round. The caller names its number, so that a repeat meets the round that it opened and never opens
 * a second one.
 */
export const openRound: Handler<'learning:openRound'> = async (session, { taskId, round: number }) => {
  const { ledger, actor, now } = session;
  const { task, head } = await loadTask(ledger, taskId);
  requireCoordinator(task, actor);
  const latest = head.round === 0 ? undefined : await find(ledger, Round, keys.round(taskId, head.round));
  if (latest?.number === number) {
    return latest;
  }
  requireGoingOn(task, head);
  if (number !== head.round + 1) {
    throw new DomainError('CONFLICT', `the next round is ${head.round + 1}`, { next: head.round + 1 });
  }
  const round = nextRound(task, head, latest, now);
  await save(ledger, keys.round(taskId, number), round);
  await save(ledger, keys.learningHead(taskId), { ...head, round: number });
  announce(session, 'learning.roundOpened', [{ kind: 'round', id: taskId, round: number, commitBy: round.commitBy }]);
  return round;
};
