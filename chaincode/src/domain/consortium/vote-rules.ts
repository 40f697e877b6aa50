// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { delegatorOf, mayDelegate } from './change-rules.js';
import type { Member } from './member.js';
import type { Change, Proposal, Vote } from './proposal.js';

/** How a vote stands. Only organisations that are active now count, as voters and towards the majority. */
export interface Tally {
  readonly approvals: number;
  /** A strict majority of the active members. */
  readonly needed: number;
  /** Whether the member that would delegate to a recycler has approved; undefined where the change needs none. */
  readonly delegatorApproved: boolean | undefined;
}

/** Counts the votes on `change`. */
export function tallyOf(change: Change, votes: readonly Vote[], members: readonly Member[]): Tally {
  const active = members.filter(({ status }) => status === 'active');
  const approving = active.filter(({ mspId }) => votes.some((vote) => vote.mspId === mspId && vote.approve));
  const delegator = delegatorOf(change);
  return {
    approvals: approving.length,
    needed: Math.floor(active.length / 2) + 1,
    delegatorApproved:
      delegator === undefined
        ? undefined
        : mayDelegate(members, delegator) && approving.some(({ mspId }) => mspId === delegator),
  };
}

/** @throws DomainError RULE_VIOLATION: majority, delegatorApproval */
export function requireApproval(tally: Tally, change: Change): void {
  const { approvals, needed } = tally;
  if (approvals < needed) {
    throw new DomainError('RULE_VIOLATION', `${approvals} of the ${needed} approvals needed`, {
      rule: 'majority',
      approvals,
      needed,
    });
  }
  if (tally.delegatorApproved === false) {
    const delegator = delegatorOf(change);
    throw new DomainError('RULE_VIOLATION', `${delegator ?? ''} delegates to the recycler and must approve`, {
      rule: 'delegatorApproval',
      delegator,
    });
  }
}

/** @throws DomainError ILLEGAL_STATUS unless the proposal is still open. */
export function requireOpen({ id, status }: Proposal): void {
  if (status !== 'open') {
    throw new DomainError('ILLEGAL_STATUS', `proposal ${id} is ${status}`, { status, legal: ['open'] });
  }
}

/**
 * The vote of an organisation that has voted before: the same vote again stands, another is refused.
 * @throws DomainError CONFLICT
 */
export function repeatedVote(earlier: Vote, approve: boolean): Vote {
  if (earlier.approve !== approve) {
    throw new DomainError('CONFLICT', `${earlier.mspId} has voted already`, {
      approve: earlier.approve,
      at: earlier.at,
    });
  }
  return earlier;
}
