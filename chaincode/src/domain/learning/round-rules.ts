// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { compareInstants, secondsAfter } from '../instant.js';
import { seedOf } from './cohort-rules.js';
import type { LearningTask, TaskHead } from './learning-task.js';
import { hasEnded, type Round, type roundStatuses } from './round.js';
import type { Update } from './update.js';

/** The task's next round, on the latest model. @throws DomainError CONFLICT while another round is going on. */
export function openRound(task: LearningTask, head: TaskHead, latest: Round | undefined, now: string): Round {
  if (latest !== undefined && !hasEnded(latest)) {
    throw new DomainError('CONFLICT', `round ${latest.number} is ${latest.status}`, {
      round: latest.number,
      status: latest.status,
    });
  }
  const number = head.round + 1;
  return {
    taskId: task.id,
    number,
    status: 'committing',
    base: { version: head.modelVersion, hash: head.modelHash },
    seed: seedOf(task.id, number, head.modelHash),
    openedAt: now,
    commitBy: secondsAfter(now, task.windows.commit),
  };
}

/** Refuses a step that the round's status does not allow. @throws DomainError ILLEGAL_STATUS */
export function requireStatus(round: Round, wanted: (typeof roundStatuses)[number]): void {
  if (round.status !== wanted) {
    throw new DomainError('ILLEGAL_STATUS', `round ${round.number} is ${round.status}, not ${wanted}`, {
      round: round.number,
      status: round.status,
      legal: [wanted],
    });
  }
}

/** Refuses a step after its deadline. @throws DomainError RULE_VIOLATION (`deadline`) */
export function requireBefore(deadline: string | undefined, now: string, step: string): void {
  if (deadline !== undefined && compareInstants(now, deadline) > 0) {
    throw new DomainError('RULE_VIOLATION', `${step} was possible until ${deadline}`, { rule: 'deadline', deadline });
  }
}

/**
 * Ends the time for commitments: with enough of them the round goes on, with fewer it is abandoned. Every commitment
 * reads the round, so none can come in between or afterwards.
 * @throws DomainError RULE_VIOLATION (`deadline`) before the deadline, unless as many committed as the task asks for and
 *   the coordinator, who may know that nobody else is coming, says so.
 */
export function endCommitting(
  round: Round,
  updates: readonly Update[],
  task: LearningTask,
  by: { readonly coordinator: boolean; readonly now: string },
): Round {
  requireStatus(round, 'committing');
  const enough = updates.length >= task.minimumClients;
  if (!hasPassed(round.commitBy, by.now) && !(enough && by.coordinator)) {
    throw new DomainError('RULE_VIOLATION', `clients may commit until ${round.commitBy}`, {
      rule: 'deadline',
      deadline: round.commitBy,
      commitments: updates.length,
      minimumClients: task.minimumClients,
    });
  }
  const counted = { ...round, commitments: updates.length };
  return enough
    ? { ...counted, status: 'revealing', revealBy: secondsAfter(by.now, task.windows.reveal) }
    : abandoned(counted, 'tooFewCommitments', by.now);
}

/**
 * Gives up a round whose coordinator has not proposed an aggregate, so that a dead aggregator holds nobody up: after as
 * long again as the updates had for coming in.
 * @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION (`deadline`)
 */
export function abandonUnproposed(round: Round, task: LearningTask, now: string): Round {
  requireStatus(round, 'revealing');
  const deadline = secondsAfter(round.revealBy ?? round.commitBy, task.windows.reveal);
  if (!hasPassed(deadline, now)) {
    throw new DomainError('RULE_VIOLATION', `the coordinator may propose an aggregate until ${deadline}`, {
      rule: 'deadline',
      deadline,
    });
  }
  return abandoned(round, 'noAggregate', now);
}

/** A round that ends without a model. */
export function abandoned(round: Round, why: NonNullable<Round['abandoned']>, now: string): Round {
  return { ...round, status: 'abandoned', abandoned: why, endedAt: now };
}

/** Whether a deadline lies behind. */
export function hasPassed(deadline: string | undefined, now: string): boolean {
  return deadline !== undefined && compareInstants(now, deadline) > 0;
}
