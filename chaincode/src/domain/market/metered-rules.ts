// SPDX-License-Identifier: Apache-2.0

import { ceilingDivision } from '../wallet/lock-rules.js';
import { contractedOf } from './imbalance-rules.js';
import type { StoredReading } from './meter.js';
import type { FillLine } from './slot-result.js';
import type { Slot } from './slot.js';

/** What one order traded with the grid after all, by its meter. */
export interface GridTrade {
  readonly trader: string;
  readonly side: FillLine['side'];
  readonly energyWh: number;
  /** What a buyer pays or a seller gets, micro-currency. */
  readonly amount: bigint;
}

/** The money that a void slot holds. */
export interface HeldMoney {
  /** What each order locked. */
  readonly locked: ReadonlyMap<string, bigint>;
  /** What the grid can pay. */
  readonly float: bigint;
}

/**
 * What metered energy of a void slot costs and brings, order by order: a buyer took it from the grid at the ceiling, a seller
 * gave it to the grid at the floor. At most what was contracted counts; a buyer pays no more than it locked, and sellers
 * share a float that is too small, pro rata.
 */
export function gridTrades(
  lines: readonly FillLine[],
  readings: ReadonlyMap<string, StoredReading>,
  { floor, ceiling }: Slot,
  { locked, float }: HeldMoney,
): GridTrade[] {
  const trades = lines.flatMap((line): GridTrade[] => {
    const { trader, side } = line;
    const reading = readings.get(trader);
    const energyWh = reading === undefined ? 0 : Math.min(reading.end - reading.start, contractedOf(line));
    const price = side === 'buy' ? ceiling : floor;
    const worth = BigInt(energyWh) * BigInt(price);
    const amount = side === 'buy' ? least(ceilingDivision(worth, 1000n), locked.get(trader) ?? 0n) : worth / 1000n;
    return energyWh === 0 ? [] : [{ trader, side, energyWh, amount }];
  });
  const asked = sumOf(trades, 'sell');
  return trades.map((trade) =>
    trade.side === 'sell' && asked > float ? { ...trade, amount: (trade.amount * float) / asked } : trade,
  );
}

/** What the trades of one side come to. */
export function sumOf(trades: readonly GridTrade[], side: FillLine['side']): bigint {
  return trades.reduce((sum, trade) => sum + (trade.side === side ? trade.amount : 0n), 0n);
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
