// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { sha256Hex } from '../digest.js';
import { merkleRoot } from '../merkle.js';
import { amountText } from '../wallet/amount.js';
import { BUY, emptyBook, SELL, type Book } from './clearing/book.js';
import { clearBook, type Clearing } from './clearing/clear-book.js';
import type { Mechanism } from './clearing/mechanism.js';
import { tieKeys } from './clearing/tie-keys.js';
import type { Order } from './order.js';
import type { RegionalLine } from './regional/regional-line.js';
import { linesAmong, linesIn, nodesOf } from './regional/regional-slot-rules.js';
import type { FillLine, SlotResult, Wheeling } from './slot-result.js';
import type { Slot } from './slot.js';

/** What clearing a slot gives: its result, the hash of it, and a line for each order that got anything, by order id. */
export interface ClearedSlot {
  readonly result: SlotResult;
  readonly resultHash: string;
  readonly lines: readonly FillLine[];
}

/**
 * Clears a closed slot from its orders alone. Contract and attesters call it, and whoever wants to check.
 * @param orders all orders of the slot, in any order; cancelled ones are passed over.
 * @param gridFloat what the grid can pay at most, micro-currency.
 */
export function clearSlot(slot: Slot, orders: readonly Order[], gridFloat: bigint): ClearedSlot {
  const live = orders.filter(({ state }) => state === 'live').sort((left, right) => (left.id < right.id ? -1 : 1));
  const bookRoot = merkleRoot(live.map(({ id }) => id));
  const ties = tieKeys(slot.leag, slot.slot, bookRoot, (order) => live[order]?.id ?? '');
  const float = gridFloat < BigInt(Number.MAX_SAFE_INTEGER) ? Number(gridFloat) : Number.MAX_SAFE_INTEGER;
  const wires = linesIn(slot.mechanism);
  const nodes = nodesOf(wires);
  const mechanism: Mechanism =
    slot.mechanism.kind === 'regional' ? { kind: 'regional', nodes, lines: linesAmong(wires, nodes) } : slot.mechanism;
  const clearing = clearBook(bookOf(live, nodes), { ...slot, mechanism, gridFloat: float }, ties);
  const lines = linesOf(live, clearing);
  const { awards, money } = clearing;
  const gridSoldWh = total(lines, ({ side, grid }) => (side === 'buy' ? grid : 0));
  const gridBoughtWh = total(lines, ({ side, grid }) => (side === 'sell' ? grid : 0));
  const result: SlotResult = {
    leag: slot.leag,
    slot: slot.slot,
    bookRoot,
    linesRoot: merkleRoot(lines.map((line) => canonicalJson(line))),
    orders: live.length,
    lines: lines.length,
    mechanism: slot.mechanism,
    gridFloat: amountText(gridFloat),
    price: awards.price,
    volumeWh: awards.volume,
    boughtWh: awards.volume + gridSoldWh,
    soldWh: awards.volume + gridBoughtWh,
    gridSoldWh,
    gridBoughtWh,
    paid: amountText(money.paid),
    received: amountText(money.received),
    gridReceived: amountText(money.gridReceived),
    gridPaid: amountText(money.gridPaid),
    surplus: amountText(money.surplus),
    fees: amountText(money.fees),
    ...(awards.carried !== undefined && { wheeling: wheelingOf(wires, awards.carried) }),
  };
  return { result, resultHash: resultHashOf(result), lines };
}

/** The hash that attesters confirm: SHA-256 of the result's canonical JSON. */
export function resultHashOf(result: SlotResult): string {
  return sha256Hex(canonicalJson(result));
}

function wheelingOf(wires: readonly RegionalLine[], carried: readonly number[]): Wheeling[] {
  return wires.map(({ id, fee, owner }, index) => {
    const carriedWh = carried[index] ?? 0;
    return { line: id, carriedWh, to: owner, amount: amountText((BigInt(fee) * BigInt(carriedWh)) / 1000n) };
  });
}

function bookOf(orders: readonly Order[], nodes: readonly string[]): Book {
  const node = Int32Array.from(orders, (order) => nodes.indexOf(order.node ?? ''));
  const book = { ...emptyBook(orders.length), node };
  for (const [index, { side, quantity, limit, grid }] of orders.entries()) {
    book.side[index] = side === 'buy' ? BUY : SELL;
    book.quantity[index] = quantity;
    book.limit[index] = limit;
    book.grid[index] = grid ? 1 : 0;
  }
  return book;
}

function linesOf(orders: readonly Order[], { awards, grid, money }: Clearing): FillLine[] {
  return orders.flatMap(({ trader, id, side, node }, index) => {
    const line: FillLine = {
      trader,
      orderId: id,
      ...(node !== undefined && { node }),
      side,
      fill: awards.fills[index] ?? 0,
      grid: grid[index] ?? 0,
      amount: String(money.amounts[index] ?? 0),
    };
    return line.fill + line.grid > 0 ? [line] : [];
  });
}

function total(lines: readonly FillLine[], part: (line: FillLine) => number): number {
  return lines.reduce((sum, line) => sum + part(line), 0);
}
