// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import type { Order } from '../../domain/market/order.js';
import { requireRevealing, revealed, sealed, silencePenalty } from '../../domain/market/sealed-order-rules.js';
import { SealedOrder, type Revealed } from '../../domain/market/sealed-order.js';
import { requireOrdering } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { Till } from '../wallet/till.js';
import { lockOrder } from './lock-order.js';
import { placeAll } from './place-all.js';
import { certifiedReads, requireCertified, requireTrader } from './require-trader.js';
import { places, slotOf } from './slot-records.js';

const COMMIT = 'market:commitOrders';

/** Places sealed orders: a hash, and money of a fixed tier, so that neither side, price nor energy shows. */
export const commitOrders: Handler<typeof COMMIT> = async (session, { leag, slot: name, orders }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireOrdering(slot, now, { sealed: true });
  const ids = await placeAll(session, slot, orders, {
    fn: COMMIT,
    event: 'market.ordersCommitted',
    schema: SealedOrder,
    at: (trader) => keys.sealedOrder(leag, name, trader),
    admit: ({ trader }) => requireCertified(ledger, leag, trader), // its trust hangs on the side, which shows later
    admission: certifiedReads,
    placed: (payload, standing) => sealed(payload, standing, slot, now),
  });
  return { ids };
};

/** Shows sealed orders after the gate has closed, all or none; what they locked for the tier alone goes back. */
export const revealOrders: Handler<'market:revealOrders'> = async (session, { leag, slot: name, items }) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, { leag, slot: name });
  requireRevealing(slot, now);
  refuseRepeats(
    'items',
    items.map(({ trader }) => trader),
    'trader',
  );
  const till = await Till.open(session);
  const ids: string[] = [];
  const fresh: { order: Order; hidden: SealedOrder }[] = [];
  for (const [index, shown] of items.entries()) {
    await atItem('items', index, async () => {
      const { order, hidden } = await reveal(ledger, slot, shown);
      ids.push(order.id);
      if (hidden.state === 'live') {
        till.settle(await till.escrow(places.order(slot, order.trader)), BigInt(order.locked));
        await lockOrder(till, slot, order);
        fresh.push({ order, hidden });
      }
    });
  }
  await till.close();
  for (const { order, hidden } of fresh) {
    await save(ledger, keys.order(leag, name, order.trader), order);
    await save(ledger, keys.sealedOrder(leag, name, order.trader), { ...hidden, state: 'revealed' });
  }
  if (fresh.length > 0) {
    announce(session, 'market.ordersRevealed', [{ kind: 'slot', id: name, leag, orders: fresh.length }]);
  }
  return { ids };
};

async function reveal(ledger: Ledger, slot: Slot, shown: Revealed): Promise<{ order: Order; hidden: SealedOrder }> {
  const { trader, side, quantity } = shown;
  const hidden = await load(ledger, SealedOrder, keys.sealedOrder(slot.leag, slot.slot, trader));
  const order = revealed(shown, hidden, slot);
  await requireTrader(ledger, slot.leag, trader, side, quantity);
  return { order, hidden };
}

/** The traders whose sealed orders were never shown, each with what it loses to the common fund. */
export async function silentOnes(ledger: Ledger, slot: Slot): Promise<Map<string, bigint>> {
  const hidden = slot.sealed ? await listAll(ledger, SealedOrder, keys.sealedOrders(slot.leag, slot.slot)) : [];
  const silent = hidden.filter(({ state }) => state === 'live');
  return new Map(silent.map((order) => [order.trader, silencePenalty(order, slot)]));
}
