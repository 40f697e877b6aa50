// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Order } from '../../domain/market/order.js';
import { linesIn, nodesOf, takes, waits } from '../../domain/market/regional/regional-slot-rules.js';
import { FillLine } from '../../domain/market/slot-result.js';
import { Slot } from '../../domain/market/slot.js';
import { Escrow } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, listAll } from '../../ledger/repository.js';
import { traderOf } from './slot-records.js';

/** An order that its LEAG's clearing left unfilled, as the region's slot takes it, with what it still has locked. */
export interface HeldOrder {
  readonly order: Order;
  readonly escrow: Escrow;
}

/** Whether orders that nobody met are to wait for the region, instead of getting their money back. */
export async function waitForRegion(ledger: Ledger, slot: Slot): Promise<boolean> {
  if (slot.region === undefined) {
    return false;
  }
  const region = await find(ledger, Slot, keys.slot(slot.region, slot.slot));
  return region !== undefined && waits(region) && takes(region, slot);
}

/**
 * The orders that wait for a regional slot.
 * @param wait whether a LEAG that has not cleared yet is to be waited for.
 * @throws DomainError RULE_VIOLATION (`leagsOpen`)
 */
export async function heldOrders(ledger: Ledger, region: Slot, wait: boolean): Promise<HeldOrder[]> {
  const held: HeldOrder[] = [];
  for (const leag of nodesOf(linesIn(region.mechanism))) {
    const local = await find(ledger, Slot, keys.slot(leag, region.slot));
    if (local === undefined || !takes(region, local)) {
      continue;
    }
    if (wait && ['OPEN', 'CLOSED', 'REVEALING'].includes(local.state)) {
      throw new DomainError('RULE_VIOLATION', `the slot of ${leag} is ${local.state}`, { rule: 'leagsOpen', leag });
    }
    if (local.state === 'CLEARED' || local.state === 'SETTLED') {
      held.push(...(await heldIn(ledger, local, region)));
    }
  }
  return held;
}

async function heldIn(ledger: Ledger, { leag, slot }: Slot, region: Slot): Promise<HeldOrder[]> {
  const lines = await listAll(ledger, FillLine, keys.fills(leag, slot));
  const filled = new Set(lines.map(({ trader }) => trader));
  const escrows = await listAll(ledger, Escrow, keys.escrow('order', leag, slot));
  const locked = new Map(escrows.map((escrow) => [traderOf(escrow), escrow]));
  const orders = await listAll(ledger, Order, keys.orders(leag, slot));
  return orders.flatMap((order) => {
    const escrow = filled.has(order.trader) ? undefined : locked.get(order.trader);
    return order.state !== 'live' || escrow === undefined
      ? []
      : [{ order: { ...order, leag: region.leag, node: leag }, escrow }];
  });
}
