// SPDX-License-Identifier: Apache-2.0

import { ceilingDivision } from '../wallet/lock-rules.js';
import type { FillLine, SlotResult } from './slot-result.js';
import type { Slot } from './slot.js';

/** What a delivery's difference from its contract costs or brings, micro-currency; one of both is 0. */
export interface Imbalance {
  /** What a seller that is short owes the LEAG. */
  readonly owed: bigint;
  /** What the LEAG owes: for a seller's surplus up to a tenth, for what a buyer did not take. */
  readonly due: bigint;
}

/** Wh that a line contracts. */
export function contractedOf({ fill, grid }: FillLine): number {
  return fill + grid;
}

/**
 * The imbalance of one order, settled once. All is rounded down, so that what was locked always covers it. More than a buyer
 * contracted is not the market's: it belongs to the charging session.
 */
export function imbalanceOf(line: FillLine, meteredWh: number, { importPrice, exportPrice }: Slot): Imbalance {
  const contracted = contractedOf(line);
  const missing = contracted - meteredWh;
  if (line.side === 'buy') {
    return { owed: 0n, due: worth(Math.max(0, missing), exportPrice) };
  }
  const surplus = Math.min(Math.max(0, -missing), Math.floor(contracted / 10));
  return { owed: worth(Math.max(0, missing), importPrice), due: worth(surplus, exportPrice) };
}

/** What the LEAG must have locked for a slot's imbalances: all that buyers could leave, and a tenth of what is sold. */
export function balancingNeed({ boughtWh, soldWh }: SlotResult, { exportPrice }: Slot): bigint {
  const energy = BigInt(boughtWh) + ceilingDivision(BigInt(soldWh), 10n);
  return ceilingDivision(energy * BigInt(exportPrice), 1000n);
}

function worth(energyWh: number, price: number): bigint {
  return (BigInt(energyWh) * BigInt(price)) / 1000n;
}
