// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { Member } from '../../domain/consortium/member.js';
import { DomainError } from '../../domain/errors.js';
import { requireStep } from '../../domain/wallet/escrow-rules.js';
import { disputeIdOf, ruledAmount } from '../../domain/wallet/ruling-rules.js';
import { Ruling } from '../../domain/wallet/ruling.js';
import { keys } from '../../ledger/keys.js';
import { listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { announcePayment } from './announce-payment.js';
import { Till } from './till.js';

/** Ends escrows whose deadline has passed; any member may call it, the outcome was fixed when they were locked. */
export const expireEscrows: Handler<'wallet:expireEscrows'> = async (session, { items }) => {
  const till = await Till.open(session);
  for (const [index, place] of items.entries()) {
    await atItem('items', index, async () => {
      till.expire(await till.escrow(place));
    });
  }
  await till.close();
  announcePayment(session, 'escrowsExpired', till);
  return till.made;
};

/** What the caller's organisation holds to be right. It may think again until the ruling is executed. */
export const rule: Handler<'wallet:rule'> = async (session, { paid, ...place }) => {
  const { ledger, actor, now } = session;
  const till = await Till.open(session);
  const escrow = await till.escrow(place);
  requireStep(escrow, 'rule');
  if (BigInt(paid) > BigInt(escrow.amount)) {
    throw new DomainError('RULE_VIOLATION', `/paid: the escrow holds ${escrow.amount}`, {
      rule: 'withinEscrow',
      pointer: '/paid',
      amount: escrow.amount,
    });
  }
  const ruling: Ruling = { disputeId: disputeIdOf(escrow), mspId: actor.mspId, paid, at: now };
  await save(ledger, keys.ruling(ruling.disputeId, actor.mspId), ruling);
  announce(session, 'wallet.ruled', [{ kind: 'ruling', id: ruling.disputeId, mspId: actor.mspId }]);
  return ruling;
};

/**
 * Ends a disputed escrow as the panel holds. Where no beneficiary was fixed, the contract that locked it knows whom to pay
 * and executes the ruling itself.
 */
export const executeRuling: Handler<'wallet:executeRuling'> = async (session, place) => {
  const { ledger } = session;
  const till = await Till.open(session);
  const escrow = await till.escrow(place);
  requireStep(escrow, 'rule');
  const rulings = await listAll(ledger, Ruling, keys.rulings(disputeIdOf(escrow)));
  const paid = ruledAmount(rulings, await listAll(ledger, Member, keys.members()));
  if (escrow.beneficiary.kind === 'contract' && paid > 0n) {
    throw new DomainError('RULE_VIOLATION', `the contract behind ${escrow.purpose} executes this ruling`, {
      rule: 'fixedBeneficiary',
    });
  }
  till.rule(escrow, paid);
  await till.close();
  announcePayment(session, 'rulingExecuted', till);
  return till.made;
};
