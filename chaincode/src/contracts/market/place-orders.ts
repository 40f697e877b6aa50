// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { placed, repeatsOrder } from '../../domain/market/order-rules.js';
import { Order, type SignedOrder } from '../../domain/market/order.js';
import { requireOrdering } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { lockOrder, refundOf } from './lock-order.js';
import { requireTrader } from './require-trader.js';
import { slotOf } from './slot-records.js';

const PLACE = 'market:placeOrders';

/**
 * Places orders, all or none; those that stand already are left alone, so that a relay can send a batch again. The relay is
 * nobody: what an order says, its pseudonym signed.
 */
export const placeOrders: Handler<typeof PLACE> = async (session, { leag, slot: name, orders }) => {
  const { ledger } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireOrdering(slot, session.now, { sealed: false });
  refuseRepeats(
    'orders',
    orders.map(({ payload }) => payload.trader),
    'payload/trader',
  );
  const till = await Till.open(session);
  const ids: string[] = [];
  const fresh: Order[] = [];
  for (const [index, signed] of orders.entries()) {
    const { order, isNew } = await atItem('orders', index, () => place(session, till, slot, signed));
    ids.push(order.id);
    if (isNew) {
      fresh.push(order);
    }
  }
  await till.close();
  for (const order of fresh) {
    await save(ledger, keys.order(leag, name, order.trader), order);
  }
  if (fresh.length > 0) {
    announce(session, 'market.ordersPlaced', [{ kind: 'slot', id: name, leag, orders: fresh.length }]);
  }
  return { ids };
};

async function place(
  session: Session,
  till: Till,
  slot: Slot,
  { payload, signature }: SignedOrder,
): Promise<{ order: Order; isNew: boolean }> {
  const { ledger, now } = session;
  const { trader, side, quantity, notes } = payload;
  requireSigned(payload, signature, trader, PLACE, till.context);
  const standing = await find(ledger, Order, keys.order(slot.leag, slot.slot, trader));
  if (repeatsOrder(payload, standing)) {
    return { order: standing, isNew: false };
  }
  await requireTrader(ledger, slot.leag, trader, side, quantity);
  const refundTo = await refundOf(ledger, trader, notes);
  const order = placed(payload, standing, slot, { now, refundTo });
  await till.draw(trader, notes, BigInt(order.locked));
  await lockOrder(till, slot, order);
  return { order, isNew: true };
}
