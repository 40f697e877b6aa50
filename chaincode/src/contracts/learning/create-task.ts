// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { LearningTask, type TaskHead } from '../../domain/learning/learning-task.js';
import type { ModelVersion } from '../../domain/learning/model-version.js';
import { createTask as newTask } from '../../domain/learning/task-rules.js';
import { keys } from '../../ledger/keys.js';
import { loadRegistry } from '../../ledger/registry.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId } from '../session.js';

/** Creates a task with its first model. The same key answers with the task that it made. */
export const createTask: Handler<'learning:createTask'> = async (session, { key, task: request }) => {
  const { ledger, actor, now } = session;
  const id = newRecordId(session, key);
  const existing = await find(ledger, LearningTask, keys.learningTask(id));
  if (existing !== undefined) {
    checkSame(existing, request);
    return existing;
  }
  const { members, rules } = await loadRegistry(ledger);
  const task = newTask(request, { id, actor, now, rulesVersion: rules.version }, members);
  const head: TaskHead = { round: 0, modelVersion: 0, modelHash: task.initialModelHash };
  const model: ModelVersion = { taskId: id, version: 0, hash: task.initialModelHash, round: 0, acceptedAt: now };
  await save(ledger, keys.learningTask(id), task);
  await save(ledger, keys.learningHead(id), head);
  await save(ledger, keys.model(id, 0), model);
  announce(session, 'learning.taskCreated', [{ kind: 'learningTask', id, name: task.name }]);
  return task;
};

function checkSame(existing: LearningTask, request: object): void {
  const { id, coordinator, rulesVersion, createdAt } = existing;
  if (canonicalJson({ ...request, id, coordinator, rulesVersion, createdAt }) !== canonicalJson(existing)) {
    throw new DomainError('ALREADY_EXISTS', 'this key made another task', { id });
  }
}
