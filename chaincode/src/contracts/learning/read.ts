// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { includedIn, leafOf } from '../../domain/learning/aggregate-rules.js';
import { Client } from '../../domain/learning/client.js';
import { Contributions } from '../../domain/learning/contributions.js';
import { LearningTask } from '../../domain/learning/learning-task.js';
import { ModelVersion } from '../../domain/learning/model-version.js';
import { RoundKeys } from '../../domain/learning/round-keys.js';
import { Round } from '../../domain/learning/round.js';
import { Update } from '../../domain/learning/update.js';
import { inclusionPath } from '../../domain/merkle.js';
import { keys } from '../../ledger/keys.js';
import { listAll, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { attestationsOf } from './conclude-round.js';
import { loadRound, loadTask } from './task-records.js';

/** A task and where it stands. */
export const task: Handler<'learning:task'> = async ({ ledger }, { taskId }) => {
  const { task: found, head } = await loadTask(ledger, taskId);
  return { ...found, head };
};

/** Tasks in the order of their ids. */
export const tasks: Handler<'learning:tasks'> = ({ ledger }, page) =>
  listPage(ledger, LearningTask, keys.learningTasks(), page);

/** A task's clients in the order of their ids. */
export const clients: Handler<'learning:clients'> = ({ ledger }, { taskId, ...page }) =>
  listPage(ledger, Client, keys.learningClients(taskId), page);

/** A task's models, oldest first. */
export const models: Handler<'learning:models'> = ({ ledger }, { taskId, ...page }) =>
  listPage(ledger, ModelVersion, keys.models(taskId), page);

/** One round. */
export const round: Handler<'learning:round'> = async ({ ledger }, request) =>
  load(ledger, Round, keys.round(request.taskId, request.round));

/** A task's rounds in their order. */
export const rounds: Handler<'learning:rounds'> = ({ ledger }, { taskId, ...page }) =>
  listPage(ledger, Round, keys.rounds(taskId), page);

/** The keys of a round's clients. */
export const roundKeys: Handler<'learning:roundKeys'> = ({ ledger }, { taskId, round: number, ...page }) =>
  listPage(ledger, RoundKeys, keys.allRoundKeys(taskId, number), page);

/** A round's commitments in the order of their clients' ids. */
export const updates: Handler<'learning:updates'> = ({ ledger }, { taskId, round: number, ...page }) =>
  listPage(ledger, Update, keys.updates(taskId, number), page);

/** The committee's verdicts on a round. */
export const attestations: Handler<'learning:attestations'> = async ({ ledger }, request) => {
  const { task: found } = await loadTask(ledger, request.taskId);
  return { items: await attestationsOf(ledger, found, request.round) };
};

/** What each update of a round was worth. */
export const contributions: Handler<'learning:contributions'> = ({ ledger }, request) =>
  load(ledger, Contributions, keys.contributions(request.taskId, request.round));

/** The audit path of a client's update under the root of its round. */
export const inclusion: Handler<'learning:inclusion'> = async ({ ledger }, { clientId, ...at }) => {
  const { round: found } = await loadRound(ledger, at);
  const { aggregate } = found;
  if (aggregate === undefined) {
    throw new DomainError('ILLEGAL_STATUS', `round ${found.number} has no aggregate`, {
      round: found.number,
      status: found.status,
      legal: ['proposed', 'accepted'],
    });
  }
  const committed = await listAll(ledger, Update, keys.updates(at.taskId, at.round));
  const included = includedIn(committed, aggregate.excluded);
  const index = included.findIndex((update) => update.clientId === clientId);
  const update = included[index];
  if (update === undefined) {
    const reason = aggregate.excluded.find((each) => each.clientId === clientId)?.reason;
    throw new DomainError('NOT_FOUND', `no update of ${clientId} is in the aggregate`, {
      record: 'update',
      id: [at.taskId, String(at.round), clientId],
      ...(reason !== undefined && { excluded: reason }),
    });
  }
  const { path, size } = inclusionPath(included.map(leafOf), index);
  return { leaf: leafOf(update), index, size, path: [...path], root: aggregate.root };
};
