// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Client } from '../../domain/learning/client.js';
import { requireInRound } from '../../domain/learning/cohort-rules.js';
import { requireBefore, requireStatus } from '../../domain/learning/round-rules.js';
import { Update } from '../../domain/learning/update.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadRound } from './task-records.js';

/**
 * Commits to an update, each client under a key of its own. The hash is over bytes that name the client, so that somebody
 * else's commitment is of no use.
 */
export const commitUpdate: Handler<'learning:commitUpdate'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const at = keys.update(request.taskId, request.round, actor.id);
  const earlier = await find(ledger, Update, at);
  if (earlier !== undefined) {
    return repeated(earlier, request);
  }
  const { task, round } = await loadRound(ledger, request);
  requireInRound(await find(ledger, Client, keys.learningClient(task.id, actor.id)), task, round);
  requireStatus(round, 'committing');
  requireBefore(round.commitBy, now, 'committing');
  const update: Update = { ...request, clientId: actor.id, mspId: actor.mspId, committedAt: now };
  await save(ledger, at, update);
  announce(session, 'learning.committed', [{ kind: 'update', id: actor.id, taskId: task.id, round: round.number }]);
  return update;
};

function repeated(earlier: Update, request: Pick<Update, 'hash' | 'examplesBucket'>): Update {
  if (earlier.hash !== request.hash || earlier.examplesBucket !== request.examplesBucket) {
    throw new DomainError('ALREADY_EXISTS', `a client commits once a round`, {
      round: earlier.round,
      hash: earlier.hash,
      examplesBucket: earlier.examplesBucket,
    });
  }
  return earlier;
}
