// SPDX-License-Identifier: Apache-2.0

import type { Order } from '../../domain/market/order.js';
import { escrowDeadline } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { Note } from '../../domain/wallet/note.js';
import { notLive } from '../../domain/wallet/spend-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find } from '../../ledger/repository.js';
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

/** Where the first deposit that an order names goes back to: what its order leaves goes there as well. */
export async function refundOf(ledger: Ledger, trader: string, notes: readonly string[]): Promise<string> {
  const [first = ''] = notes;
  const note = await find(ledger, Note, keys.note(trader, first));
  if (note === undefined) {
    throw notLive([first]);
  }
  return note.refundTo;
}
