// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { cancelled, checkSlot } from '../../domain/market/order-rules.js';
import { Order } from '../../domain/market/order.js';
import { SealedOrder } from '../../domain/market/sealed-order.js';
import { requireOrdering } from '../../domain/market/slot-rules.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Key } from '../../ledger/ledger.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { Till } from '../wallet/till.js';
import { places, slotOf } from './slot-records.js';

const CANCEL = 'market:cancelOrders';

/** Takes orders back while the gate is open, all or none; what they locked goes back to their deposits. */
export const cancelOrders: Handler<typeof CANCEL> = async (session, { leag, slot: name, items }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireOrdering(slot, now, slot);
  refuseRepeats(
    'items',
    items.map(({ payload }) => payload.trader),
    'payload/trader',
  );
  const at = (trader: string): Key =>
    slot.sealed ? keys.sealedOrder(leag, name, trader) : keys.order(leag, name, trader);
  const till = await Till.open(session);
  const gone: (Order | SealedOrder)[] = [];
  for (const [index, { payload, signature }] of items.entries()) {
    await atItem('items', index, async () => {
      const { trader } = payload;
      requireSigned(payload, signature, trader, CANCEL, till.context);
      checkSlot(payload, slot);
      const standing = slot.sealed
        ? await find(ledger, SealedOrder, at(trader))
        : await find(ledger, Order, at(trader));
      const next = cancelled(payload, standing);
      if (standing?.state === 'live') {
        till.refund(await till.escrow(places.order(slot, trader)));
        gone.push(next);
      }
    });
  }
  await till.close();
  for (const order of gone) {
    await save(ledger, at(order.trader), order);
  }
  if (gone.length > 0) {
    announce(session, 'market.ordersCancelled', [{ kind: 'slot', id: name, leag, orders: gone.length }]);
  }
  return { ids: items.map(({ payload }) => payload.orderId) };
};
