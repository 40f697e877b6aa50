// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type Verdict } from '@wattpass/chaincode/domain';
import { clearSlot } from '@wattpass/chaincode/domain/market/clear-slot.js';
import { lockOf } from '@wattpass/chaincode/domain/market/order-rules.js';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { Cleared, FillLine, SlotResult } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';

/** A cleared slot as it stands on the ledger. */
export interface ReadSlot {
  readonly slot: Slot;
  readonly orders: readonly Order[];
  readonly cleared: Cleared;
  readonly lines: readonly FillLine[];
  /** What the grid has locked for the slot, micro-currency. */
  readonly gridFloat: bigint;
}

/**
 * The verdict on a clearing, from the ledger alone: every order as the rules have it, the clearing run again, every line
 * within its order, and money and energy conserved. The first fault is the reason of a rejection.
 */
export function verdictOn(read: ReadSlot): Verdict {
  const own = clearSlot(read.slot, read.orders, read.gridFloat);
  const { bookRoot } = own.result;
  const { resultHash } = own;
  const reason =
    faultOfOrders(read) ??
    faultOfLines(read) ??
    faultOfSums(read.cleared.result, read.lines) ??
    (canonicalJson(own.lines) === canonicalJson(byOrder(read.lines))
      ? undefined
      : 'the lines are not those of the clearing') ??
    (resultHash === read.cleared.resultHash ? undefined : `the clearing gives ${resultHash}`);
  return reason === undefined
    ? { bookRoot, resultHash, verdict: 'accept' }
    : { bookRoot, resultHash, verdict: 'reject', reason };
}

function faultOfOrders({ slot, orders }: ReadSlot): string | undefined {
  const traders = new Set<string>();
  for (const order of orders.filter(({ state }) => state === 'live')) {
    const fault = faultOfOrder(order, slot) ?? (traders.has(order.trader) ? 'its trader has another one' : undefined);
    if (fault !== undefined) {
      return `order ${order.id}: ${fault}`;
    }
    traders.add(order.trader);
  }
  return undefined;
}

function faultOfOrder(order: Order, slot: Slot): string | undefined {
  if (order.leag !== slot.leag || order.slot !== slot.slot) {
    return 'it is for another slot';
  }
  if (BigInt(order.locked) !== lockOf(order, slot)) {
    return `it locks ${order.locked}`;
  }
  return undefined;
}

function faultOfLines({ slot, orders, lines }: ReadSlot): string | undefined {
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const line of lines) {
    const order = byId.get(line.orderId);
    const fault = order === undefined ? 'it has no order' : faultOfLine(line, order, slot);
    if (fault !== undefined) {
      return `line of ${line.orderId}: ${fault}`;
    }
  }
  return undefined;
}

/** All-in prices leave neither the order's limit nor the grid's prices; a buyer's money is rounded up, a seller's down. */
function faultOfLine({ fill, grid, amount, trader, side }: FillLine, order: Order, slot: Slot): string | undefined {
  const energy = BigInt(fill) + BigInt(grid);
  if (order.state !== 'live' || trader !== order.trader || side !== order.side || energy > BigInt(order.quantity)) {
    return 'it is not within its order';
  }
  const money = BigInt(amount);
  const [least, most] = [energy * BigInt(slot.floor), energy * BigInt(slot.ceiling)];
  const outside =
    side === 'buy'
      ? money * 1000n > energy * BigInt(Math.min(order.limit, slot.ceiling)) + 999n || money * 1000n < least
      : money * 1000n + 999n < energy * BigInt(Math.max(order.limit, slot.floor)) || money * 1000n > most;
  return outside ? `${amount} lies outside of its limits` : undefined;
}

function faultOfSums(result: SlotResult, lines: readonly FillLine[]): string | undefined {
  const sum = (side: FillLine['side'], of: (line: FillLine) => bigint): bigint =>
    lines.filter((line) => line.side === side).reduce((total, line) => total + of(line), 0n);
  const traded = (side: FillLine['side']): bigint => sum(side, ({ fill }) => BigInt(fill));
  if (traded('buy') !== BigInt(result.volumeWh) || traded('sell') !== BigInt(result.volumeWh)) {
    return 'energy bought and sold differ';
  }
  const paid = sum('buy', ({ amount }) => BigInt(amount));
  const received = sum('sell', ({ amount }) => BigInt(amount));
  if (paid !== BigInt(result.paid) || received !== BigInt(result.received)) {
    return 'the lines do not add up to the result';
  }
  const incoming = paid + BigInt(result.gridPaid);
  const outgoing = received + BigInt(result.gridReceived) + BigInt(result.surplus) + BigInt(result.fees);
  return incoming === outgoing ? undefined : `money is not conserved: ${incoming} comes in, ${outgoing} goes out`;
}

function byOrder(lines: readonly FillLine[]): FillLine[] {
  return [...lines].sort((left, right) => (left.orderId < right.orderId ? -1 : 1));
}
