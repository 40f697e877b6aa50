// SPDX-License-Identifier: Apache-2.0

import { placed } from '../../domain/market/order-rules.js';
import { Order } from '../../domain/market/order.js';
import { requireOrdering } from '../../domain/market/slot-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Handler } from '../run.js';
import { placeAll } from './place-all.js';
import { requireTrader, traderReads } from './require-trader.js';
import { slotOf } from './slot-records.js';

const PLACE = 'market:placeOrders';

/** Places open orders. */
export const placeOrders: Handler<typeof PLACE> = async (session, { leag, slot: name, orders }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireOrdering(slot, now, { sealed: false });
  const ids = await placeAll(session, slot, orders, {
    fn: PLACE,
    event: 'market.ordersPlaced',
    schema: Order,
    at: (trader) => keys.order(leag, name, trader),
    admit: ({ trader, side, quantity }) => requireTrader(ledger, leag, trader, side, quantity),
    admission: traderReads,
    placed: (payload, standing) => placed(payload, standing, slot, now),
  });
  return { ids };
};
