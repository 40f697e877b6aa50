// SPDX-License-Identifier: Apache-2.0

import type { Order } from '../../domain/market/order.js';
import { escrowDeadline } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import type { Till } from '../wallet/till.js';
import { places } from './slot-records.js';

/** Locks money of the till for an order; what the market does not take goes back to its trader's deposits. */
export async function lockOrder(
  till: Till,
  slot: Slot,
  { trader, locked, refundTo }: Pick<Order, 'trader' | 'locked' | 'refundTo'>,
): Promise<void> {
  await till.lock({
    ...places.order(slot, trader),
    amount: BigInt(locked),
    refundTo: { kind: 'note', trader, refundTo },
    beneficiary: { kind: 'contract' },
    deadline: escrowDeadline(slot),
    onTimeout: 'refund',
  });
}
