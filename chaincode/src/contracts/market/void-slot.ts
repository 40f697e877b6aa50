// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Leag } from '../../domain/market/leag.js';
import { gridTrades, sumOf, type GridTrade } from '../../domain/market/metered-rules.js';
import { StoredReading } from '../../domain/market/meter.js';
import { FillLine } from '../../domain/market/slot-result.js';
import { failed, overdue } from '../../domain/market/slot-rules.js';
import type { Slot, Voided } from '../../domain/market/slot.js';
import { amountText } from '../../domain/wallet/amount.js';
import { Escrow } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll, load } from '../../ledger/repository.js';
import { closeSlotCommittee, conclusionOf } from '../committee/slot.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { heldOrders } from './held-orders.js';
import { announceSlots, findEscrow, places, saveSlot, slotOf, traderOf, viewOf } from './slot-records.js';

/** Voids a slot that missed a deadline or whose attestation failed; anybody may ask for it. */
export const voidOverdue: Handler<'market:void'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  if (slot.state === 'VOID') {
    return viewOf(ledger, slot);
  }
  const reason = slot.state === 'CLEARED' ? failed(slot, await conclusionOf(ledger, slot), now) : overdue(slot, now);
  if (reason === undefined) {
    throw new DomainError('RULE_VIOLATION', `slot ${slot.leag} ${slot.slot} has missed no deadline`, {
      rule: 'overdue',
      status: slot.state,
    });
  }
  return viewOf(ledger, await voidSlot(session, slot, reason));
};

/**
 * Voids a slot: every escrow of it goes back in full, but for energy that was metered by now, which is settled order by order
 * with the grid. No score hangs on a void slot.
 */
export async function voidSlot(session: Session, slot: Slot, reason: string): Promise<Slot> {
  const { ledger, now } = session;
  const till = await Till.open(session);
  const metered = await settleMetered(ledger, till, slot);
  for (const { escrow } of slot.state === 'CLEARED' ? [] : await heldOrders(ledger, slot, false)) {
    till.refund(escrow); // the region will not see them any more
  }
  await till.close();
  if (slot.state === 'CLEARED') {
    const rules = await rulesOfVersion(ledger, slot.ruleVersion);
    const ref = { leag: slot.leag, slot: slot.slot };
    await closeSlotCommittee(ledger, { slot: ref, resultHash: null, fees: 0n, rules }, now);
  }
  const next: Slot = { ...slot, state: 'VOID', voided: { at: now, reason, ...metered } };
  await saveSlot(ledger, next);
  announceSlots(session, 'market.slotVoided', [next]);
  return next;
}

/** Ends all escrows of a slot, and pays for what was metered. */
async function settleMetered(ledger: Ledger, till: Till, slot: Slot): Promise<Pick<Voided, 'metered'>> {
  const escrows = await listAll(ledger, Escrow, keys.escrow('order', slot.leag, slot.slot));
  const float = await findEscrow(ledger, places.gridFloat(slot));
  const balancing = await findEscrow(ledger, places.balancing(slot));
  const trades = await tradesOf(ledger, slot, escrows, BigInt(float?.amount ?? 0));
  const byTrader = new Map(trades.map((trade) => [trade.trader, trade]));
  for (const escrow of escrows) {
    const { side, amount } = byTrader.get(traderOf(escrow)) ?? { side: 'sell', amount: 0n };
    till.settle(escrow, side === 'buy' ? amount : 0n);
    till.pay(escrow.refundTo, side === 'sell' ? amount : 0n);
  }
  if (float !== undefined) {
    till.settle(float, sumOf(trades, 'sell'));
  }
  if (balancing !== undefined) {
    till.refund(balancing);
  }
  if (trades.length === 0) {
    return {};
  }
  const { gridTo } = await load(ledger, Leag, keys.leag(slot.leag));
  till.payCoin(gridTo, sumOf(trades, 'buy'));
  return { metered: meteredOf(trades) };
}

/** Before a slot was cleared there are no lines, and nothing can have been metered. */
async function tradesOf(
  ledger: Ledger,
  slot: Slot,
  escrows: readonly Escrow[],
  float: bigint,
): Promise<readonly GridTrade[]> {
  const readings = await listAll(ledger, StoredReading, keys.readings(slot.leag, slot.slot));
  if (readings.length === 0) {
    return [];
  }
  const lines = await listAll(ledger, FillLine, keys.fills(slot.leag, slot.slot));
  const locked = new Map(escrows.map((escrow) => [traderOf(escrow), BigInt(escrow.amount)]));
  return gridTrades(lines, new Map(readings.map((each) => [each.trader, each])), slot, { locked, float });
}

function meteredOf(trades: readonly GridTrade[]): Voided['metered'] {
  const energy = (side: FillLine['side']): number =>
    trades.reduce((sum, trade) => sum + (trade.side === side ? trade.energyWh : 0), 0);
  return {
    boughtWh: energy('buy'),
    soldWh: energy('sell'),
    gridReceived: amountText(sumOf(trades, 'buy')),
    gridPaid: amountText(sumOf(trades, 'sell')),
  };
}
