// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import type { Actor } from '../actor.js';
import type { Member } from '../consortium/member.js';
import { DomainError } from '../errors.js';
import type { LearningTask, ModelSpec, NewLearningTask, TaskHead } from './learning-task.js';
import { violated } from './violated.js';

/** What a task is asked for with. */
type Request = z.output<typeof NewLearningTask>;

/**
 * A new task under the caller's organisation.
 * @throws DomainError RULE_VIOLATION (`modelShape`, `committee`, `secureRule`, `privacyRule`) naming what is wrong.
 */
export function createTask(
  request: Request,
  by: { readonly id: string; readonly actor: Actor; readonly now: string; readonly rulesVersion: number },
  members: readonly Member[],
): LearningTask {
  checkModel(request.model);
  checkCommittee(request.committee, by.actor.mspId, members);
  checkMode(request);
  return { ...request, id: by.id, coordinator: by.actor.mspId, rulesVersion: by.rulesVersion, createdAt: by.now };
}

/** Refuses all but the task's coordinator. @throws DomainError FORBIDDEN */
export function requireCoordinator(task: LearningTask, actor: Actor): void {
  if (task.coordinator !== actor.mspId) {
    throw new DomainError('FORBIDDEN', `the task's rounds are run by ${task.coordinator}`, {
      coordinator: task.coordinator,
    });
  }
}

/** Refuses what a task that has ended cannot do. @throws DomainError ILLEGAL_STATUS */
export function requireGoingOn(task: LearningTask, head: TaskHead): void {
  if (head.endedAt !== undefined) {
    throw new DomainError('ILLEGAL_STATUS', `the task ${task.name} has ended`, {
      taskId: task.id,
      status: 'ended',
      legal: [],
    });
  }
}

/** The number of parameters that a model's layers hold: weights and a bias for each output of a layer. */
export function parametersOf({ layers }: Pick<ModelSpec, 'layers'>): number {
  return layers.slice(1).reduce((sum, outputs, place) => sum + ((layers[place] ?? 0) + 1) * outputs, 0);
}

function checkModel(model: ModelSpec): void {
  const expected = parametersOf(model);
  if (model.parameters !== expected) {
    violated('modelShape', `layers ${model.layers.join('×')} have ${expected} parameters, not ${model.parameters}`, {
      pointer: '/model/parameters',
      expected,
    });
  }
  if ((model.kind === 'mlp') !== model.layers.length > 2) {
    violated('modelShape', 'hidden layers are what makes an mlp', { pointer: '/model/layers', kind: model.kind });
  }
}

function checkCommittee(committee: readonly string[], coordinator: string, members: readonly Member[]): void {
  const active = new Set(members.filter(({ status }) => status === 'active').map(({ mspId }) => mspId));
  const unfit = committee.find(
    (mspId, place) => mspId === coordinator || !active.has(mspId) || committee.indexOf(mspId) !== place,
  );
  if (unfit !== undefined) {
    violated('committee', `${unfit}: a committee holds active members, each once, and not the coordinator`, {
      pointer: '/committee',
      mspId: unfit,
    });
  }
}

/** Robust rules need single updates or several sums, and what noise hides is accounted for the mean alone. */
function checkMode({ mode, aggregation, minimumClients, privacy }: Request): void {
  const robust = aggregation.rule.name !== 'fedavg' || aggregation.mixing !== undefined;
  if (privacy !== undefined && robust) {
    violated('privacyRule', 'differential privacy is accounted for fedavg without mixing', { pointer: '/aggregation' });
  }
  if (mode.name === 'secure' && robust && mode.groups < 3) {
    violated('secureRule', 'a robust rule over sums of groups needs at least 3 groups', { pointer: '/mode/groups' });
  }
  if (mode.name === 'secure' && minimumClients < 3 * mode.groups) {
    violated('secureRule', 'secure aggregation needs at least 3 clients in each group', {
      pointer: '/minimumClients',
      least: 3 * mode.groups,
    });
  }
}
