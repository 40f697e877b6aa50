// SPDX-License-Identifier: Apache-2.0
import type { ClearedRecords } from './market-records.js';

/** What was traded in a slot, added up from its lines; the grid counts as a buyer and as a seller. Money in micro-currency. */
export interface SlotTrade {
  readonly boughtWh: number;
  readonly soldWh: number;
  /** What of both the grid bought or sold. */
  readonly gridWh: number;
  readonly paid: bigint;
  readonly received: bigint;
  /** Fees, rounding, and the surplus that goes to the common fund. */
  readonly fees: bigint;
}

/** Adds up a cleared slot: energies and vehicles' money from the lines, the grid's money from the result. */
export function tradeOf({ fills, cleared: { result } }: Pick<ClearedRecords, 'fills' | 'cleared'>): SlotTrade {
  const trade = {
    boughtWh: 0,
    soldWh: 0,
    gridWh: 0,
    paid: BigInt(result.gridPaid),
    received: BigInt(result.gridReceived),
  };
  for (const { side, fill, grid, amount } of fills) {
    trade.gridWh += grid;
    if (side === 'buy') {
      trade.boughtWh += fill + grid;
      trade.soldWh += grid;
      trade.paid += BigInt(amount);
    } else {
      trade.soldWh += fill + grid;
      trade.boughtWh += grid;
      trade.received += BigInt(amount);
    }
  }
  return { ...trade, fees: BigInt(result.fees) + BigInt(result.surplus) };
}
