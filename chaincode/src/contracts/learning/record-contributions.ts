// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Contributions } from '../../domain/learning/contributions.js';
import { requireStatus } from '../../domain/learning/round-rules.js';
import { requireCoordinator } from '../../domain/learning/task-rules.js';
import { Update } from '../../domain/learning/update.js';
import { keys } from '../../ledger/keys.js';
import { find, listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadRound } from './task-records.js';

/** Records what each update of an accepted round was worth, once; a repeat answers with what was recorded. */
export const recordContributions: Handler<'learning:recordContributions'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const { task, round } = await loadRound(ledger, request);
  requireCoordinator(task, actor);
  const at = keys.contributions(task.id, round.number);
  const earlier = await find(ledger, Contributions, at);
  if (earlier !== undefined) {
    return earlier;
  }
  requireStatus(round, 'accepted');
  const left = new Set(
    (await listAll(ledger, Update, keys.updates(task.id, round.number))).map((each) => each.clientId),
  );
  const unknown = request.items.findIndex(({ clientId }) => !left.delete(clientId));
  if (unknown !== -1) {
    throw new DomainError('RULE_VIOLATION', 'each contribution is of a client that committed, once', {
      rule: 'contributions',
      pointer: `/items/${unknown}`,
    });
  }
  const contributions: Contributions = { ...request, recordedAt: now };
  await save(ledger, at, contributions);
  announce(session, 'learning.contributions', [{ kind: 'contributions', id: task.id, round: round.number }]);
  return contributions;
};
