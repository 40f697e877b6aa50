// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import type { CommitteeParameters } from './committee-parameters.js';
import { deadlineOf } from './round-rules.js';
import type { SlotAttestation, OrganisationVerdict, Seat, SlotCommittee, Verdict } from './slot-committee.js';
import type { Validator } from './validator.js';

/** The seat of a validator. @throws DomainError FORBIDDEN for who has none. */
export function seatOf({ members, slot }: SlotCommittee, validator: string): Seat {
  const seat = members.find((member) => member.validator === validator);
  if (seat === undefined) {
    throw new DomainError('FORBIDDEN', `${validator} has no seat in the committee of ${slot.leag} ${slot.slot}`, {
      validator,
    });
  }
  return seat;
}

/**
 * A member's verdict as it goes on the ledger.
 * @throws DomainError RULE_VIOLATION: otherResult (accepting what was not cleared), reasonNeeded
 */
export function attestation(
  committee: SlotCommittee,
  validator: string,
  verdict: Verdict,
  now: string,
  rules: CommitteeParameters,
): SlotAttestation {
  checkVerdict(committee, verdict);
  const timely =
    committee.conclusion === undefined &&
    committee.vote === undefined &&
    compareInstants(now, deadlineOf(committee, rules)) <= 0;
  return { ...verdict, validator, slot: committee.slot, at: now, timely, doubled: false };
}

/** Whether a member now says something else than it has said: the reason aside, any difference counts. */
export function differs(earlier: Verdict, later: Verdict): boolean {
  return (
    earlier.verdict !== later.verdict || earlier.resultHash !== later.resultHash || earlier.bookRoot !== later.bookRoot
  );
}

/** @throws DomainError ILLEGAL_STATUS unless the validator is active. */
export function requireActive({ id, status }: Validator): void {
  if (status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `validator ${id} is ${status}`, { status, legal: ['active'] });
  }
}

/**
 * Checks that an organisation may give its verdict now.
 * @throws DomainError ILLEGAL_STATUS (no vote, or concluded), FORBIDDEN (no voter), RULE_VIOLATION (`voteOver`)
 */
export function requireVoter(committee: SlotCommittee, mspId: string, now: string, rules: CommitteeParameters): void {
  const { vote, conclusion } = committee;
  if (vote === undefined || conclusion !== undefined) {
    const status = conclusion ?? 'committee';
    throw new DomainError('ILLEGAL_STATUS', 'the organisations have no vote on this slot now', {
      status,
      legal: ['organisations'],
    });
  }
  if (!vote.voters.includes(mspId)) {
    throw new DomainError('FORBIDDEN', `${mspId} was no active member when the vote began`, { voters: vote.voters });
  }
  if (compareInstants(now, deadlineOf(committee, rules)) > 0) {
    throw new DomainError('RULE_VIOLATION', 'the vote is over', { rule: 'voteOver' });
  }
}

/** An organisation's earlier verdict, where the same is said again. @throws DomainError CONFLICT where another is. */
export function repeatedVerdict(earlier: OrganisationVerdict, approve: boolean): OrganisationVerdict {
  if (earlier.approve !== approve) {
    throw new DomainError('CONFLICT', `${earlier.mspId} has given its verdict already`, { ...earlier });
  }
  return earlier;
}

function checkVerdict({ bookRoot, resultHash }: SlotCommittee, verdict: Verdict): void {
  const same = verdict.bookRoot === bookRoot && verdict.resultHash === resultHash;
  if (verdict.verdict === 'accept' && !same) {
    throw new DomainError('RULE_VIOLATION', '/resultHash: who accepts accepts what was cleared', {
      rule: 'otherResult',
      bookRoot,
      resultHash,
    });
  }
  if (verdict.verdict === 'reject' && verdict.reason === undefined) {
    throw new DomainError('RULE_VIOLATION', '/reason: a rejection has a reason', { rule: 'reasonNeeded' });
  }
}
