// SPDX-License-Identifier: Apache-2.0

import { Client } from '../../domain/learning/client.js';
import { requireGoingOn } from '../../domain/learning/task-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadTask } from './task-records.js';

/**
 * Joins a task, also again after leaving it. It is the next round that a client can be drawn for first: its draw depends
 * on a model that is not known yet.
 */
export const join: Handler<'learning:join'> = async (session, { taskId }) => {
  const { ledger, actor, now } = session;
  const { task, head } = await loadTask(ledger, taskId);
  requireGoingOn(task, head);
  const earlier = await find(ledger, Client, keys.learningClient(taskId, actor.id));
  if (earlier !== undefined && earlier.leftAt === undefined) {
    return earlier;
  }
  const client: Client = {
    taskId,
    clientId: actor.id,
    mspId: actor.mspId,
    fromRound: head.round + 1,
    joinedAt: now,
  };
  await save(ledger, keys.learningClient(taskId, actor.id), client);
  announce(session, 'learning.joined', [{ kind: 'learningClient', id: actor.id, taskId }]);
  return client;
};

/** Leaves a task. A repeat changes nothing. */
export const leave: Handler<'learning:leave'> = async (session, { taskId }) => {
  const { ledger, actor, now } = session;
  const client = await load(ledger, Client, keys.learningClient(taskId, actor.id));
  if (client.leftAt !== undefined) {
    return client;
  }
  const left: Client = { ...client, leftAt: now };
  await save(ledger, keys.learningClient(taskId, actor.id), left);
  announce(session, 'learning.left', [{ kind: 'learningClient', id: actor.id, taskId }]);
  return left;
};
