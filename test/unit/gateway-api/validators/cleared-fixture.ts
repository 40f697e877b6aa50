// SPDX-License-Identifier: Apache-2.0
import { defaultMarketParameters } from '@wattpass/chaincode/domain';
import { clearSlot, resultHashOf } from '@wattpass/chaincode/domain/market/clear-slot.js';
import { lockOf } from '@wattpass/chaincode/domain/market/order-rules.js';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { FillLine, SlotResult } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';
import type { ReadSlot } from '@wattpass/gateway-api/internal/validators/verdict-on.js';

/** A made-up hash that shows its name. */
export const hex = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0');
/** A cleared slot, */
export const slot: Slot = {
  leag: 'north',
  slot: '2026-11-22T12:00:00Z',
  deliveryEnd: '2026-11-22T13:00:00Z',
  floor: 80_000,
  ceiling: 300_000,
  importPrice: 360_000,
  exportPrice: 50_000,
  buyFee: 2_000,
  sellFee: 1_000,
  mechanism: { kind: 'uniform', kappa: 500_000 },
  sealed: false,
  closeFrom: '2026-11-22T11:00:00Z',
  closeBy: '2026-11-22T11:05:00Z',
  clearBy: '2026-11-22T11:10:00Z',
  deliverFrom: '2026-11-22T12:00:00Z',
  readBy: '2026-11-22T13:30:00Z',
  state: 'CLEARED',
  ruleVersion: 1,
  rules: defaultMarketParameters,
  plannedAt: '2026-11-22T09:00:00Z',
  openedAt: '2026-11-22T10:00:00Z',
  closedAt: '2026-11-22T11:00:00Z',
  clearedAt: '2026-11-22T11:01:00Z',
};

/** A live order of somebody. */
export function order(name: string, side: 'buy' | 'sell', quantity: number, limit: number, grid = false): Order {
  const terms = { side, quantity, limit };
  return {
    ...terms,
    leag: slot.leag,
    slot: slot.slot,
    trader: hex(name),
    id: hex(`order of ${name}`),
    grid,
    sequence: 0,
    refundTo: hex('purse'),
    state: 'live',
    locked: String(lockOf(terms, slot)),
    placedAt: '2026-11-22T10:30:00Z',
  };
}

/** its orders, */
export const orders = [
  order('ann', 'buy', 7_000, 250_000),
  order('bob', 'buy', 5_000, 300_000, true),
  order('cleo', 'sell', 6_000, 100_000),
  order('dan', 'sell', 3_500, 80_000, true),
  { ...order('eve', 'sell', 9_000, 80_000), state: 'cancelled' as const },
];

/** and all of it as it is read, with other facts as given. */
export function read(facts: Partial<ReadSlot> = {}): ReadSlot {
  const { result, resultHash, lines } = clearSlot(slot, orders, 10_000_000n);
  const cleared = { result, resultHash, clearedAt: '2026-11-22T11:01:00Z' };
  return { slot, orders, cleared, lines, gridFloat: 10_000_000n, ...facts };
}

/** The slot with another result than the clearing gives, hashed as a liar would hash it. */
export function claiming(change: Partial<SlotResult>): ReadSlot {
  const honest = read();
  const result = { ...honest.cleared.result, ...change };
  return { ...honest, cleared: { ...honest.cleared, result, resultHash: resultHashOf(result) } };
}

/** The slot with another line of a trader. */
export function withLine(trader: string, change: Partial<FillLine>): ReadSlot {
  const honest = read();
  return {
    ...honest,
    lines: honest.lines.map((line) => (line.trader === hex(trader) ? { ...line, ...change } : line)),
  };
}
