// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { repeatsOrder, type StandingOrder } from '../../domain/market/order-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import type { PayloadHeader } from '../../domain/wallet/payload.js';
import type { KeySignature } from '../../domain/wallet/signature.js';
import { keys } from '../../ledger/keys.js';
import type { Key } from '../../ledger/ledger.js';
import { findAll, readAhead, save } from '../../ledger/repository.js';
import { announce, type Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { lockOrder } from './lock-order.js';
import { places } from './slot-records.js';

/** What every signed order names: its pseudonym, and the deposits that cover it. */
interface Placement extends PayloadHeader {
  readonly trader: string;
  readonly notes: readonly string[];
}

/** An order on the ledger, open or sealed. */
interface Locked extends StandingOrder {
  readonly locked: string;
  readonly refundTo: string;
}

/** How one kind of order is placed. */
export interface Placing<P extends Placement, O extends Locked> {
  /** The transaction that its payload is signed for. */
  readonly fn: string;
  /** What the transaction's event says. */
  readonly event: string;
  readonly schema: z.ZodType<O>;
  readonly at: (trader: string) => Key;
  /** @throws DomainError where the pseudonym may not place it */
  readonly admit: (payload: P) => Promise<void>;
  /** What `admit` reads. */
  readonly admission: (trader: string) => readonly Key[];
  /** The order that a payload places. @throws DomainError where the rules refuse it */
  readonly placed: (payload: P, standing: O | undefined) => Omit<O, 'refundTo'>;
}

/**
 * Places signed orders, all or none; those that stand already are left alone, so that a relay can send a batch again. The
 * relay is nobody: what an order says, its pseudonym signed.
 * @returns the ids of all orders.
 */
export async function placeAll<P extends Placement, O extends Locked>(
  session: Session,
  slot: Slot,
  orders: readonly { readonly payload: P; readonly signature: KeySignature }[],
  placing: Placing<P, O>,
): Promise<string[]> {
  const { ledger } = session;
  refuseRepeats(
    'orders',
    orders.map(({ payload }) => payload.trader),
    'payload/trader',
  );
  const till = await Till.open(session);
  const known = await findAll(
    ledger,
    placing.schema,
    orders.map(({ payload }) => placing.at(payload.trader)),
  );
  await readAhead(
    ledger,
    orders.flatMap(({ payload }, index) =>
      repeatsOrder(payload, known[index]) ? [] : [...placing.admission(payload.trader), ...moneyOf(payload, slot)],
    ),
  );
  const ids: string[] = [];
  const fresh: O[] = [];
  for (const [index, { payload, signature }] of orders.entries()) {
    await atItem('orders', index, async () => {
      const { trader, notes } = payload;
      requireSigned(payload, signature, trader, placing.fn, till.context);
      const standing = known[index];
      if (repeatsOrder(payload, standing)) {
        ids.push(standing.id);
        return;
      }
      await placing.admit(payload);
      const terms = placing.placed(payload, standing);
      const refundTo = await till.draw(trader, notes, BigInt(terms.locked));
      const order = { ...terms, refundTo } as O;
      await lockOrder(till, slot, order);
      ids.push(order.id);
      fresh.push(order);
    });
  }
  await till.close();
  for (const order of fresh) {
    await save(ledger, placing.at(order.trader), order);
  }
  if (fresh.length > 0) {
    announce(session, placing.event, [{ kind: 'slot', id: slot.slot, leag: slot.leag, orders: fresh.length }]);
  }
  return ids;
}

/** The money that covers an order, and where it is to be locked. */
function moneyOf({ trader, notes }: Placement, slot: Slot): Key[] {
  const { purpose, ref } = places.order(slot, trader);
  return [keys.escrow(purpose, ...ref), ...notes.map((id) => keys.note(trader, id))];
}
