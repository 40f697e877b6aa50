// SPDX-License-Identifier: Apache-2.0

import { secondsAfter } from '../instant.js';
import { merkleRoot } from '../merkle.js';
import type { LearningTask } from './learning-task.js';
import { requireStatus } from './round-rules.js';
import type { Exclusion, Round } from './round.js';
import type { Update } from './update.js';
import { violated } from './violated.js';

/** What the coordinator says it made of the updates. */
export interface Proposed {
  readonly root: string;
  readonly resultHash: string;
  readonly excluded: readonly Exclusion[];
}

/** What an update weighs in an average: the least number of examples of its bucket. */
export function weightOf({ examplesBucket }: Pick<Update, 'examplesBucket'>): number {
  return examplesBucket === 0 ? 0 : 2 ** (examplesBucket - 1);
}

/** The leaf under which an update stands in the round's tree. */
export function leafOf({
  clientId,
  hash,
  examplesBucket,
}: Pick<Update, 'clientId' | 'hash' | 'examplesBucket'>): string {
  return `${clientId}:${hash}:${examplesBucket}`;
}

/** The leaves of an aggregate: the commitments that are not excluded, in the order of their clients' ids. */
export function includedIn(updates: readonly Update[], excluded: readonly Exclusion[]): Update[] {
  const out = new Set(excluded.map(({ clientId }) => clientId));
  return updates
    .filter(({ clientId }) => !out.has(clientId))
    .sort((left, right) => (left.clientId < right.clientId ? -1 : 1));
}

/**
 * Puts an aggregate before the committee.
 * @throws DomainError ILLEGAL_STATUS; RULE_VIOLATION (`exclusions`) for one that excludes nobody's commitment or twice,
 *   (`minimumClients`) with too few updates left, (`root`) where the tree is not over exactly the others.
 */
export function propose(
  round: Round,
  updates: readonly Update[],
  task: LearningTask,
  request: Proposed,
  now: string,
): Round {
  requireStatus(round, 'revealing');
  checkExclusions(updates, request.excluded);
  const included = includedIn(updates, request.excluded);
  if (included.length < task.minimumClients) {
    violated('minimumClients', `${included.length} updates are left of at least ${task.minimumClients}`, {
      included: included.length,
      minimumClients: task.minimumClients,
    });
  }
  const root = merkleRoot(included.map(leafOf));
  if (request.root !== root) {
    violated('root', `the updates that are not excluded have the root ${root}`, { root, given: request.root });
  }
  return {
    ...round,
    status: 'proposed',
    attestBy: secondsAfter(now, task.windows.attest),
    aggregate: {
      count: included.length,
      root,
      resultHash: request.resultHash,
      excluded: [...request.excluded],
      proposedAt: now,
    },
  };
}

function checkExclusions(updates: readonly Update[], excluded: readonly Exclusion[]): void {
  const left = new Set(updates.map(({ clientId }) => clientId));
  const unfit = excluded.findIndex(({ clientId }) => !left.delete(clientId));
  if (unfit !== -1) {
    violated('exclusions', 'each exclusion names a client that committed, once', { pointer: `/excluded/${unfit}` });
  }
}
