// SPDX-License-Identifier: Apache-2.0
import type { Exclusion, LearningTask, Round, Update } from '@wattpass/chaincode/domain';
import { LearningError } from '../learning-error.js';
import { absentIn, isAbsence } from '../round/absences.js';
import { closedRound } from '../round/closed-round.js';
import { modelBytes, modelIn } from '../round/model-state.js';

/** What a committee member has to judge an aggregate by. */
export interface Evidence {
  readonly task: LearningTask;
  /** A round that is proposed. */
  readonly round: Round;
  /** Bytes of the model that was trained on, by the hash in the round. */
  readonly base: Uint8Array;
  readonly commitments: readonly Update[];
  /** Bytes of the updates, by client, of those that lie before the committee. */
  readonly revealed: ReadonlyMap<string, Uint8Array>;
  /** Clients whose updates the member's own gateway had in time. */
  readonly inTime: ReadonlySet<string>;
}

/** A verdict, and the new model where it was found to be the one proposed. */
export interface Judgement {
  readonly verdict: 'accept' | 'reject';
  readonly resultHash: string;
  readonly reason?: string;
  readonly model?: Uint8Array<ArrayBuffer>;
}

/**
 * Recomputes an aggregate and compares all that was proposed: who is left out and why, the tree over the others, the new
 * model. That an update did not come is believed, unless the own gateway had it in time.
 */
export function recompute({ task, round, base, commitments, revealed, inTime }: Evidence): Judgement {
  const { aggregate } = round;
  if (aggregate === undefined) {
    throw new LearningError('WRONG_PHASE', 'round', 'a round whose aggregate is proposed');
  }
  const absent = absentIn(round);
  const censored = [...absent].find((clientId) => inTime.has(clientId));
  if (censored !== undefined) {
    return rejected(round.base.hash, `the update of ${censored} was revealed in time and is left out`);
  }
  const present = new Map([...revealed].filter(([clientId]) => !absent.has(clientId)));
  try {
    const closed = closedRound({
      task,
      round: round.number,
      base: modelIn(base, task),
      commitments,
      revealed: present,
    });
    const difference = differenceIn(aggregate, closed);
    return difference === undefined
      ? { verdict: 'accept', resultHash: closed.resultHash, model: modelBytes(closed.model) }
      : rejected(closed.resultHash, difference);
  } catch (error) {
    if (!(error instanceof LearningError)) {
      throw error;
    }
    return rejected(round.base.hash, `no aggregate comes of these updates: ${error.message}`);
  }
}

interface Aggregated {
  readonly resultHash: string;
  readonly root: string;
  readonly excluded: readonly Exclusion[];
}

function differenceIn(proposed: Aggregated, found: Aggregated): string | undefined {
  const reasons = ({ excluded }: Aggregated): Map<string, string> =>
    new Map(excluded.map(({ clientId, reason }) => [clientId, isAbsence(reason) ? 'absent' : reason]));
  const [theirs, own] = [reasons(proposed), reasons(found)];
  const other = [...theirs.keys(), ...own.keys()].find((clientId) => theirs.get(clientId) !== own.get(clientId));
  if (other !== undefined) {
    return `${other} is ${theirs.get(other) ?? 'included'} there and ${own.get(other) ?? 'included'} here`;
  }
  if (proposed.root !== found.root) {
    return `the updates have the root ${found.root}`;
  }
  return proposed.resultHash === found.resultHash ? undefined : 'the recomputed model is another one';
}

function rejected(resultHash: string, reason: string): Judgement {
  return { verdict: 'reject', resultHash, reason };
}
