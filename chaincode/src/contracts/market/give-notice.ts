// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { compareInstants } from '../../domain/instant.js';
import { requireDeparture } from '../../domain/market/meter-rules.js';
import { Meter, type SignedDeparture } from '../../domain/market/meter.js';
import { cancelled, checkSlot } from '../../domain/market/order-rules.js';
import { Notice, Order } from '../../domain/market/order.js';
import { requireState } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import type { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { slotOf } from './slot-records.js';

const NOTICE = 'market:giveNotice';

/** Notes who will fall short, in time; the imbalance is paid all the same, but a token may spare the score. */
export const giveNotice: Handler<typeof NOTICE> = async (session, { leag, slot: name, items }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireState(slot, ['CLOSED', 'REVEALING', 'CLEARED']);
  refuseRepeats(
    'items',
    items.map(({ payload }) => payload.trader),
    'payload/trader',
  );
  const { context } = await Till.open(session);
  const fresh: Notice[] = [];
  for (const [index, { payload, signature, departed }] of items.entries()) {
    await atItem('items', index, async () => {
      const { trader, orderId } = payload;
      requireSigned(payload, signature, trader, NOTICE, context);
      checkSlot(payload, slot);
      const { node = leag } = cancelled(payload, await find(ledger, Order, keys.order(leag, name, trader)));
      if ((await find(ledger, Notice, keys.notice(leag, name, trader))) === undefined) {
        const departure = await departureIn(session, slot, { trader, node }, departed, context.identity);
        fresh.push({ trader, orderId, at: now, ...departure });
      }
    });
  }
  for (const notice of fresh) {
    await save(ledger, keys.notice(leag, name, notice.trader), notice);
  }
  if (fresh.length > 0) {
    announce(session, 'market.noticesGiven', [{ kind: 'slot', id: name, leag, notices: fresh.length }]);
  }
  return { ids: items.map(({ payload }) => payload.orderId) };
};

/**
 * What a notice says of a delivery that has begun: nothing before it has; then the meter must confirm that the vehicle left,
 * before it tells what was delivered.
 * @throws DomainError RULE_VIOLATION: noticeInTime, departureBeforeReading, and as `requireDeparture`
 */
async function departureIn(
  { ledger, now }: Session,
  slot: Slot,
  { trader, node }: { readonly trader: string; readonly node: string },
  departed: SignedDeparture | undefined,
  identity: LedgerIdentity,
): Promise<Pick<Notice, 'departedAfter'>> {
  if (departed === undefined) {
    if (compareInstants(now, slot.deliverFrom) >= 0) {
      throw new DomainError('RULE_VIOLATION', `delivery began at ${slot.deliverFrom}`, { rule: 'noticeInTime' });
    }
    return {};
  }
  const { departure } = departed;
  checkSlot(departure, slot);
  const reading = await ledger.get(keys.reading(slot.leag, slot.slot, trader));
  if (reading !== undefined || departure.trader !== trader) {
    throw new DomainError('RULE_VIOLATION', 'the departure of this trader, before its reading', {
      rule: 'departureBeforeReading',
    });
  }
  const meter = await load(ledger, Meter, keys.meter(departure.meter));
  return { departedAfter: requireDeparture(departed, { meter, node }, slot, identity) };
}
