// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { secondsAfter } from '../../domain/instant.js';
import { Dispute, EnergyRuling } from '../../domain/market/dispute.js';
import { StoredReading } from '../../domain/market/meter.js';
import { checkSlot } from '../../domain/market/order-rules.js';
import type { SignedCancel } from '../../domain/market/order.js';
import { Outcome } from '../../domain/market/outcome.js';
import { requireState } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { find, listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { ownLeag } from './leags.js';
import { slotOf } from './slot-records.js';

const RAISE = 'market:raiseDispute';

/**
 * Contests a reading that stands, for its trader or for the LEAG: its order waits for the members while all others settle.
 * What was raised once stands.
 */
export const raiseDispute: Handler<typeof RAISE> = async (session, { leag, slot: name, trader, reason, consent }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  const by = await raisedBy(session, slot, trader, consent);
  const standing = await find(ledger, Dispute, keys.dispute(leag, name, trader));
  if (standing !== undefined) {
    return standing;
  }
  await requireOpenOrder(session, slot, trader);
  const { orderId } = await load(ledger, StoredReading, keys.reading(leag, name, trader));
  const { parameters } = await rulesOfVersion(ledger, slot.ruleVersion);
  const until = secondsAfter(now, parameters.disputeSeconds);
  const dispute: Dispute = { trader, orderId, by, reason, raisedAt: now, until };
  await save(ledger, keys.dispute(leag, name, trader), dispute);
  announce(session, 'market.disputeRaised', [{ kind: 'dispute', id: trader, leag, slot: name, by, until }]);
  return dispute;
};

/** What the caller's organisation holds that a contested order delivered or took; it may think again until that counts. */
export const ruleDispute: Handler<'market:ruleDispute'> = async (session, { leag, slot: name, trader, meteredWh }) => {
  const { ledger, actor, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  await load(ledger, Dispute, keys.dispute(leag, name, trader));
  await requireOpenOrder(session, slot, trader);
  const ruling: EnergyRuling = { trader, mspId: actor.mspId, meteredWh, at: now };
  await save(ledger, keys.energyRuling(leag, name, trader, actor.mspId), ruling);
  announce(session, 'market.disputeRuled', [{ kind: 'dispute', id: trader, leag, slot: name, mspId: actor.mspId }]);
  return ruling;
};

/** The disputes of a slot with what the members hold. */
export const disputes: Handler<'market:disputes'> = async ({ ledger }, { leag, slot }) => ({
  disputes: await listAll(ledger, Dispute, keys.disputes(leag, slot)),
  rulings: await listAll(ledger, EnergyRuling, keys.energyRulings(leag, slot)),
});

async function raisedBy(
  session: Session,
  slot: Slot,
  trader: string,
  consent: SignedCancel | undefined,
): Promise<Dispute['by']> {
  if (consent === undefined) {
    await ownLeag(session, slot.leag);
    return 'leag';
  }
  const { payload, signature } = consent;
  if (payload.trader !== trader) {
    throw new DomainError('RULE_VIOLATION', '/consent/payload/trader: who contests its own reading', {
      rule: 'ownReading',
    });
  }
  const { context } = await Till.open(session);
  requireSigned(payload, signature, trader, RAISE, context);
  checkSlot(payload, slot);
  return 'trader';
}

/** @throws DomainError ILLEGAL_STATUS where the slot is not cleared, or the order is settled for good */
async function requireOpenOrder({ ledger }: Session, slot: Slot, trader: string): Promise<void> {
  requireState(slot, ['CLEARED', 'SETTLED']);
  const outcome = await find(ledger, Outcome, keys.outcome(slot.leag, slot.slot, trader));
  if (outcome?.final === true) {
    throw new DomainError('ILLEGAL_STATUS', `the order of ${trader} is settled for good`, {
      status: slot.state,
      legal: ['CLEARED'],
    });
  }
}
