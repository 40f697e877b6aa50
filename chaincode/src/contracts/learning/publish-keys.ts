// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Client } from '../../domain/learning/client.js';
import { requireInRound } from '../../domain/learning/cohort-rules.js';
import { RoundKeys } from '../../domain/learning/round-keys.js';
import { requireBefore, requireStatus } from '../../domain/learning/round-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadRound } from './task-records.js';

/** Publishes a client's keys for secure aggregation, while the round takes commitments. */
export const publishKeys: Handler<'learning:publishKeys'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const at = keys.roundKeys(request.taskId, request.round, actor.id);
  const published: RoundKeys = { ...request, clientId: actor.id };
  const earlier = await find(ledger, RoundKeys, at);
  if (earlier !== undefined) {
    if (earlier.maskKey !== request.maskKey || earlier.shareKey !== request.shareKey) {
      throw new DomainError('ALREADY_EXISTS', 'keys of a round are published once', { round: request.round });
    }
    return earlier;
  }
  const { task, round } = await loadRound(ledger, request);
  if (task.mode.name !== 'secure') {
    throw new DomainError('RULE_VIOLATION', 'the task does not aggregate securely', { rule: 'mode', mode: 'plain' });
  }
  requireInRound(await find(ledger, Client, keys.learningClient(task.id, actor.id)), task, round);
  requireStatus(round, 'committing');
  requireBefore(round.commitBy, now, 'publishing keys');
  await save(ledger, at, published);
  announce(session, 'learning.keysPublished', [
    { kind: 'roundKeys', id: actor.id, taskId: task.id, round: round.number },
  ]);
  return published;
};
