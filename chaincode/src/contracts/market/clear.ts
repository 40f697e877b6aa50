// SPDX-License-Identifier: Apache-2.0

import { clearSlot, type ClearedSlot } from '../../domain/market/clear-slot.js';
import { balancingNeed } from '../../domain/market/imbalance-rules.js';
import { Leag } from '../../domain/market/leag.js';
import { Order } from '../../domain/market/order.js';
import type { Cleared, FillLine } from '../../domain/market/slot-result.js';
import { closed, requireClearing } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { Escrow, type EscrowPlace } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll, load, save } from '../../ledger/repository.js';
import { drawSlotCommittee } from '../committee/slot.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { heldOrders, waitForRegion, type HeldOrder } from './held-orders.js';
import { lockOrder } from './lock-order.js';
import { silentOnes } from './sealed-orders.js';
import {
  announceSlots,
  findEscrow,
  places,
  saveSlot,
  slotOf,
  traderOf,
  viewOf,
  type SlotView,
} from './slot-records.js';
import { voidSlot } from './void-slot.js';

/** Closes the gate. It reads no order, or each late one would fail it; every order reads what it writes. */
export const close: Handler<'market:close'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  if (slot.closedAt !== undefined) {
    return viewOf(ledger, slot);
  }
  const next = closed(slot, now);
  await saveSlot(ledger, next);
  announceSlots(session, 'market.slotClosed', [next]);
  return { slot: next };
};

/**
 * Clears a closed slot, whose orders no longer change, and draws the committee that is to attest it. The result hangs on the ledger alone, so it does not matter who calls;
 * a second call answers with it.
 */
export const clear: Handler<'market:clear'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  if (slot.clearedAt !== undefined || slot.state === 'VOID') {
    return viewOf(ledger, slot);
  }
  const hidden = await silentOnes(ledger, slot);
  requireClearing(slot, hidden.size, now);
  const held = await heldOrders(ledger, slot, true);
  const orders =
    slot.mechanism.kind === 'regional'
      ? held.map(({ order }) => order)
      : await listAll(ledger, Order, keys.orders(slot.leag, slot.slot));
  const cleared = clearSlot(slot, orders, await lockedIn(ledger, places.gridFloat(slot)));
  const needed = balancingNeed(cleared.result, slot);
  const locked = await lockedIn(ledger, places.balancing(slot));
  if (locked < needed) {
    return { slot: await voidSlot(session, slot, `imbalances need ${needed} locked, not ${locked}`) };
  }
  return writeCleared(session, slot, { orders, held, hidden }, cleared);
};

/** What a clearing started from. */
interface Book {
  readonly orders: readonly Order[];
  /** In a regional slot: what those orders have locked with their LEAGs. */
  readonly held: readonly HeldOrder[];
  /** Sealed orders that were never shown, with what each loses. */
  readonly hidden: ReadonlyMap<string, bigint>;
}

async function writeCleared(
  session: Session,
  slot: Slot,
  { orders, held, hidden }: Book,
  { result, resultHash, lines }: ClearedSlot,
): Promise<SlotView> {
  const { ledger, now } = session;
  const leag = await load(ledger, Leag, keys.leag(slot.leag));
  await (slot.mechanism.kind === 'regional'
    ? takeOver(session, slot, held, lines)
    : releaseUnfilled(session, slot, lines, { hidden, commonFundTo: leag.commonFundTo }));
  const facts = { slot: { leag: slot.leag, slot: slot.slot }, bookRoot: result.bookRoot, resultHash };
  const traders = new Set(orders.filter(({ state }) => state === 'live').map(({ trader }) => trader));
  const rules = await rulesOfVersion(ledger, slot.ruleVersion);
  await drawSlotCommittee(ledger, { ...facts, operator: leag.mspId, traders, rules }, now);
  const cleared: Cleared = { result, resultHash, clearedAt: now };
  const next: Slot = { ...slot, state: 'CLEARED', clearedAt: now };
  await saveSlot(ledger, next);
  await save(ledger, keys.cleared(slot.leag, slot.slot), cleared);
  for (const line of lines) {
    await save(ledger, keys.fill(slot.leag, slot.slot, line.trader), line);
  }
  announceSlots(session, 'market.slotCleared', [next]);
  return { slot: next, cleared };
}

/** Takes orders over into a regional slot: what those locked that it fills moves along, what others locked goes back. */
async function takeOver(
  session: Session,
  slot: Slot,
  held: readonly HeldOrder[],
  lines: readonly FillLine[],
): Promise<void> {
  const filled = new Set(lines.map(({ trader }) => trader));
  const till = await Till.open(session);
  for (const { order, escrow } of held) {
    if (filled.has(order.trader)) {
      till.settle(escrow, BigInt(escrow.amount));
      await lockOrder(till, slot, order);
    } else {
      till.refund(escrow);
    }
  }
  await till.close();
  for (const { order } of held) {
    await save(session.ledger, keys.order(slot.leag, slot.slot, order.trader), order);
  }
}

/**
 * Gives back what orders without a line locked: whatever becomes of the slot now, they trade nothing, unless the region is
 * to see them. Of sealed orders that were never shown (`hidden`) a part goes to the common fund.
 */
async function releaseUnfilled(
  session: Session,
  slot: Slot,
  lines: readonly FillLine[],
  { hidden, commonFundTo }: { readonly hidden: ReadonlyMap<string, bigint>; readonly commonFundTo: string },
): Promise<void> {
  const { ledger } = session;
  const filled = new Set(lines.map(({ trader }) => trader));
  const till = await Till.open(session);
  const forRegion = await waitForRegion(ledger, slot);
  for (const escrow of await listAll(ledger, Escrow, keys.escrow('order', slot.leag, slot.slot))) {
    const trader = traderOf(escrow);
    if (!filled.has(trader) && !(forRegion && !hidden.has(trader))) {
      const penalty = hidden.get(trader) ?? 0n;
      till.settle(escrow, penalty);
      till.payCoin(commonFundTo, penalty);
    }
  }
  await till.close();
}

async function lockedIn(ledger: Ledger, place: EscrowPlace): Promise<bigint> {
  return BigInt((await findEscrow(ledger, place))?.amount ?? 0);
}
