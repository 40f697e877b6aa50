// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import type { Actor } from '../actor.js';
import type { Attestation } from './attestation.js';
import type { LearningTask } from './learning-task.js';
import { abandoned, hasPassed, requireBefore, requireStatus } from './round-rules.js';
import type { Round } from './round.js';
import { countVerdicts } from './verdict-count.js';
import { violated } from './violated.js';

/** What a committee member says of an aggregate. */
export type Verdict = Pick<Attestation, 'verdict' | 'resultHash' | 'reason'>;

/**
 * A committee member's verdict. Whoever accepts found the same result; whoever rejects says why.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, RULE_VIOLATION (`deadline`, `verdict`)
 */
export function attest(task: LearningTask, round: Round, verdict: Verdict, actor: Actor, now: string): Attestation {
  if (!task.committee.includes(actor.mspId)) {
    throw new DomainError('FORBIDDEN', `${actor.mspId} is not in the task's committee`, { committee: task.committee });
  }
  requireStatus(round, 'proposed');
  requireBefore(round.attestBy, now, 'attesting');
  const same = verdict.resultHash === round.aggregate?.resultHash;
  if (verdict.verdict === 'accept' && !same) {
    violated('verdict', 'an aggregate is accepted with the result that was recomputed, and this is another', {
      pointer: '/resultHash',
    });
  }
  if (verdict.verdict === 'reject' && verdict.reason === undefined) {
    violated('verdict', 'a rejection needs a reason', { pointer: '/reason' });
  }
  return { ...verdict, taskId: task.id, round: round.number, mspId: actor.mspId, at: now };
}

/**
 * Tells a repeat from a second, different verdict, which is no change of mind but the proof that one of the two was not
 * computed. @throws DomainError CONFLICT
 */
export function repeatedAttestation(earlier: Attestation, verdict: Verdict): Attestation {
  if (earlier.verdict !== verdict.verdict || earlier.resultHash !== verdict.resultHash) {
    throw new DomainError('CONFLICT', `${earlier.mspId} has attested "${earlier.verdict}" already`, {
      verdict: earlier.verdict,
      resultHash: earlier.resultHash,
    });
  }
  return earlier;
}

/**
 * Ends a round by its attestations: accepted with a quorum, rejected once a quorum can no longer come, abandoned when the
 * time has passed without either.
 * @throws DomainError ILLEGAL_STATUS; CONFLICT while it is undecided.
 */
export function conclude(task: LearningTask, round: Round, attestations: readonly Attestation[], now: string): Round {
  requireStatus(round, 'proposed');
  const { accepting, rejecting, quorum, outcome } = countVerdicts(task.committee, attestations);
  if (outcome !== undefined) {
    return { ...round, status: outcome, endedAt: now };
  }
  if (hasPassed(round.attestBy, now)) {
    return abandoned(round, 'noQuorum', now);
  }
  throw new DomainError('CONFLICT', `${accepting} of the ${quorum} that are needed accept, ${rejecting} reject`, {
    accepting,
    rejecting,
    quorum,
    attestBy: round.attestBy,
  });
}
