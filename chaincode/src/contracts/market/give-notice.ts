// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { compareInstants } from '../../domain/instant.js';
import { cancelled, checkSlot } from '../../domain/market/order-rules.js';
import { Notice, Order } from '../../domain/market/order.js';
import { requireState } from '../../domain/market/slot-rules.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { Till } from '../wallet/till.js';
import { slotOf } from './slot-records.js';

const NOTICE = 'market:giveNotice';

/** Notes before delivery who will fall short: the imbalance is paid all the same, but a token may spare the score. */
export const giveNotice: Handler<typeof NOTICE> = async (session, { leag, slot: name, items }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireState(slot, ['CLOSED', 'REVEALING', 'CLEARED']);
  if (compareInstants(now, slot.deliverFrom) >= 0) {
    throw new DomainError('RULE_VIOLATION', `delivery began at ${slot.deliverFrom}`, { rule: 'noticeInTime' });
  }
  refuseRepeats(
    'items',
    items.map(({ payload }) => payload.trader),
    'payload/trader',
  );
  const { context } = await Till.open(session);
  const fresh: string[] = [];
  for (const [index, { payload, signature }] of items.entries()) {
    await atItem('items', index, async () => {
      const { trader } = payload;
      requireSigned(payload, signature, trader, NOTICE, context);
      checkSlot(payload, slot);
      cancelled(payload, await find(ledger, Order, keys.order(leag, name, trader)));
      if ((await find(ledger, Notice, keys.notice(leag, name, trader))) === undefined) {
        fresh.push(trader);
      }
    });
  }
  for (const { payload } of items.filter(({ payload: { trader } }) => fresh.includes(trader))) {
    const { trader, orderId } = payload;
    await save(ledger, keys.notice(leag, name, trader), { trader, orderId, at: now });
  }
  if (fresh.length > 0) {
    announce(session, 'market.noticesGiven', [{ kind: 'slot', id: name, leag, notices: fresh.length }]);
  }
  return { ids: items.map(({ payload }) => payload.orderId) };
};
