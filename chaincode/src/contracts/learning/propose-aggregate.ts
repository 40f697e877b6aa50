// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { propose } from '../../domain/learning/aggregate-rules.js';
import { requireCoordinator } from '../../domain/learning/task-rules.js';
import { Update } from '../../domain/learning/update.js';
import { keys } from '../../ledger/keys.js';
import { listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announceRound } from './announce-round.js';
import { loadRound } from './task-records.js';

/** Puts an aggregate before the committee. The same aggregate again answers with the round; another is refused. */
export const proposeAggregate: Handler<'learning:proposeAggregate'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const { task, round } = await loadRound(ledger, request);
  requireCoordinator(task, actor);
  if (round.aggregate !== undefined) {
    if (round.aggregate.root !== request.root || round.aggregate.resultHash !== request.resultHash) {
      throw new DomainError('ALREADY_EXISTS', `round ${round.number} has another aggregate`, {
        root: round.aggregate.root,
        resultHash: round.aggregate.resultHash,
      });
    }
    return round;
  }
  const updates = await listAll(ledger, Update, keys.updates(task.id, round.number));
  const proposed = propose(round, updates, task, request, now);
  await save(ledger, keys.round(task.id, round.number), proposed);
  announceRound(session, proposed);
  return proposed;
};
