// SPDX-License-Identifier: Apache-2.0

import { dutiesOf, payEach, payees } from '../../domain/committee/duty-rules.js';
import { Ranking, type SlotOutcome } from '../../domain/committee/ranking.js';
import { dayOf } from '../../domain/committee/ranking-rules.js';
import { drawCommittee } from '../../domain/committee/round-rules.js';
import type { SlotParties } from '../../domain/committee/seating-rules.js';
import { SlotCommittee, type Conclusion } from '../../domain/committee/slot-committee.js';
import { Validator } from '../../domain/committee/validator.js';
import { Member } from '../../domain/consortium/member.js';
import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import { DomainError } from '../../domain/errors.js';
import type { SlotRef } from '../../domain/reputation/reputation.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, listAll, load, save } from '../../ledger/repository.js';
import { verdictsOn } from './slot-verdicts.js';

/** What a clearing hands to its committee. */
export interface ClearedSlot extends SlotParties {
  readonly slot: SlotRef;
  readonly bookRoot: string;
  readonly resultHash: string;
  /** The version of the rules that the slot was planned under. */
  readonly rules: RuleVersion;
}

/** A share of the fees, as owed to a validator. */
export interface CommitteePay {
  readonly validator: string;
  readonly payTo: string;
  readonly amount: bigint;
}

/** Draws the committee of a cleared slot from today's ranking, or yesterday's while there is none. Called by clearing. */
export async function drawSlotCommittee(ledger: Ledger, cleared: ClearedSlot, now: string): Promise<SlotCommittee> {
  const members = await listAll(ledger, Member, keys.members());
  const { rules, ...facts } = cleared;
  const committee = drawCommittee(
    await latestRanking(ledger, now),
    {
      ...facts,
      ruleVersion: rules.version,
      organisations: members.filter(({ status }) => status === 'active').map(({ mspId }) => mspId),
      now,
    },
    rules.parameters,
  );
  await save(ledger, keys.slotCommittee(cleared.slot.leag, cleared.slot.slot), committee);
  return committee;
}

/** How the attestation of a slot was concluded by `committee:advance`; undefined while it is not. */
export async function conclusionOf(ledger: Ledger, { leag, slot }: SlotRef): Promise<Conclusion | undefined> {
  const { conclusion } = await load(ledger, SlotCommittee, keys.slotCommittee(leag, slot));
  return conclusion;
}

/**
 * Checks that a slot's result counts: `resultHash` is what its committee attested or the organisations approved.
 * @throws DomainError ILLEGAL_STATUS
 */
export async function requireAttested(ledger: Ledger, { leag, slot }: SlotRef, resultHash: string): Promise<void> {
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(leag, slot));
  const status = committee.conclusion ?? 'open';
  if ((status !== 'attested' && status !== 'approved') || committee.resultHash !== resultHash) {
    throw new DomainError('ILLEGAL_STATUS', `the clearing of ${leag} ${slot} is ${status}`, {
      status,
      legal: ['attested', 'approved'],
    });
  }
}

/**
 * Notes what became of a slot, for the duty of its committee and the next day's seed, and says what each attester is
 * paid. Called by settlement, and by a slot's end in vain with no result and no fees; a slot voided before it was cleared
 * has no committee and needs none of this.
 */
export async function closeSlotCommittee(
  ledger: Ledger,
  {
    slot: ref,
    resultHash,
    fees,
    rules,
  }: {
    readonly slot: SlotRef;
    readonly resultHash: string | null;
    /** The slot's fees, micro-currency. */
    readonly fees: bigint;
    readonly rules: RuleVersion;
  },
  now: string,
): Promise<CommitteePay[]> {
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(ref.leag, ref.slot));
  const { attestations } = await verdictsOn(ledger, committee);
  const duties = dutiesOf(committee, attestations);
  const outcome: SlotOutcome = { slot: ref, resultHash, duties, at: now };
  await save(ledger, keys.slotOutcome(dayOf(now), ref.leag, ref.slot), outcome);
  const paid = payees(duties);
  const amount = payEach(fees, paid.length, rules.parameters);
  if (amount === 0n) {
    return [];
  }
  const pay: CommitteePay[] = [];
  for (const validator of paid) {
    const { payTo } = await load(ledger, Validator, keys.validator(validator));
    pay.push({ validator, payTo, amount });
  }
  return pay;
}

async function latestRanking(ledger: Ledger, now: string): Promise<Ranking | undefined> {
  return (
    (await find(ledger, Ranking, keys.ranking(dayOf(now)))) ??
    (await find(ledger, Ranking, keys.ranking(dayOf(now, -1))))
  );
}
