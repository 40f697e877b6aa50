// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { positiveText } from '../wallet/amount.js';
import { buyerLock, sellerLock, type PriceBounds } from '../wallet/lock-rules.js';
import { payloadId } from '../wallet/payload-rules.js';
import type { PayloadHeader } from '../wallet/payload.js';
import type { CancelPayload, Order, OrderPayload } from './order.js';
import type { Slot } from './slot.js';

/** The money an order locks: the worst that can come of it, micro-currency. */
export function lockOf(
  { side, quantity, limit }: Pick<OrderPayload, 'side' | 'quantity' | 'limit'>,
  slot: Slot,
): bigint {
  return side === 'buy' ? buyerLock(quantity, limit, slot) : sellerLock(quantity, limit, boundsOf(slot));
}

/** The prices that locks are worked out from. */
export function boundsOf({ floor, ceiling, rules }: Slot): PriceBounds {
  return { floor, ceiling, imbalanceFactor: rules.imbalanceFactor };
}

/**
 * The order that a payload places, but for where what it locks goes back to.
 * @param standing what the trader has in the slot already, which is another.
 * @throws DomainError RULE_VIOLATION: orderFor, orderSize, limitInReach; CONFLICT (one live order a slot), ALREADY_EXISTS (cancelled)
 */
export function placed(
  payload: OrderPayload,
  standing: Order | undefined,
  slot: Slot,
  now: string,
): Omit<Order, 'refundTo'> {
  const id = payloadId(payload);
  if (standing !== undefined) {
    checkFollows(payload.sequence, standing, id);
  }
  checkSlot(payload, slot);
  checkTerms(payload, slot);
  const { leag, slot: name, trader, side, quantity, limit, quote, grid, sequence } = payload;
  return {
    ...{ leag, slot: name, trader, side, quantity, limit, grid, sequence, id },
    ...(quote !== undefined && { quote }),
    state: 'live',
    locked: positiveText(lockOf(payload, slot)),
    placedAt: now,
  };
}

/** Checks that a payload is for this slot. @throws DomainError RULE_VIOLATION (`orderFor`) */
export function checkSlot(payload: Pick<OrderPayload, 'leag' | 'slot'>, slot: Slot): void {
  if (payload.leag !== slot.leag || payload.slot !== slot.slot) {
    throw new DomainError('RULE_VIOLATION', `/payload/slot: signed for ${payload.leag} ${payload.slot}`, {
      rule: 'orderFor',
      leag: slot.leag,
      slot: slot.slot,
    });
  }
}

/** What open and sealed orders have in common. */
export interface StandingOrder {
  readonly id: string;
  readonly trader: string;
  readonly state: string;
  readonly sequence: number;
}

/** Whether this very order stands already. */
export function repeatsOrder<T extends StandingOrder>(payload: PayloadHeader, standing: T | undefined): standing is T {
  return standing?.state === 'live' && standing.id === payloadId(payload);
}

/**
 * Checks that a trader's new order may follow the one that stands.
 * @throws DomainError CONFLICT where that is live, ALREADY_EXISTS where it was cancelled after this one was signed
 */
export function checkFollows(sequence: number, standing: StandingOrder, id: string): void {
  if (standing.state !== 'cancelled') {
    throw new DomainError('CONFLICT', `${standing.trader} has an order in this slot; cancel it first`, {
      orderId: standing.id,
    });
  }
  if (standing.id === id || sequence <= standing.sequence) {
    throw new DomainError('ALREADY_EXISTS', `/payload/sequence: above ${standing.sequence}, which was cancelled`, {
      orderId: standing.id,
      sequence: standing.sequence,
    });
  }
}

/**
 * An order that is too small, or can meet nobody, is refused, so that its owner learns of it and nothing is locked in vain.
 * @throws DomainError RULE_VIOLATION: orderSize, limitInReach
 */
export function checkTerms(
  { side, quantity, limit }: Pick<OrderPayload, 'side' | 'quantity' | 'limit'>,
  { floor, ceiling, rules: { orderMinimumWh } }: Slot,
): void {
  if (quantity < orderMinimumWh) {
    throw new DomainError('RULE_VIOLATION', `/payload/quantity: ${orderMinimumWh} Wh at least`, {
      rule: 'orderSize',
      least: orderMinimumWh,
    });
  }
  const reachable = side === 'buy' ? limit >= Math.max(1, floor) : limit <= ceiling;
  if (!reachable) {
    const rule = side === 'buy' ? `a buyer's limit is at least the floor, ${floor}` : `a seller's at most ${ceiling}`;
    throw new DomainError('RULE_VIOLATION', `/payload/limit: ${rule}`, { rule: 'limitInReach', floor, ceiling });
  }
}

/**
 * The order as its owner takes it back.
 * @throws DomainError NOT_FOUND (no such order), and nothing where it is cancelled already
 */
export function cancelled<T extends StandingOrder>(
  payload: CancelPayload,
  standing: T | undefined,
): T & { state: 'cancelled' } {
  if (standing?.id !== payload.orderId) {
    throw new DomainError('NOT_FOUND', `${payload.trader} has no order ${payload.orderId} in this slot`, {
      record: 'order',
      id: [payload.orderId],
    });
  }
  return { ...standing, state: 'cancelled' };
}
