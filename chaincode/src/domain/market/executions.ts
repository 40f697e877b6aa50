// SPDX-License-Identifier: Apache-2.0

import { GRID, type TradeShare } from '../reputation/credit-rules.js';
import type { Execution } from '../reputation/execution-rules.js';
import { poolPairs } from '../reputation/pool-pairs.js';
import { tieKeys } from './clearing/tie-keys.js';
import type { Notice } from './order.js';
import type { Outcome } from './outcome.js';
import type { FillLine, SlotResult } from './slot-result.js';

/**
 * What settled orders are to reputation. Within a pool nobody chose a partner; who traded with whom follows from the tie
 * keys of all filled orders, settled or not.
 * @param notices of all who announced a shortfall in time.
 */
export function executionsOf(
  outcomes: readonly Outcome[],
  lines: readonly FillLine[],
  result: SlotResult,
  notices: readonly Pick<Notice, 'trader' | 'departedAfter'>[],
): Execution[] {
  const shares = sharesOf(lines, result);
  const announced = new Map(notices.map(({ trader, departedAfter = 0 }) => [trader, departedAfter]));
  return outcomes.map(({ trader, orderId, side, contractedWh, meteredWh }) => ({
    participant: trader,
    orderId,
    role: side === 'buy' ? 'buyer' : 'seller',
    contractedWh,
    meteredWh,
    announced: announced.has(trader),
    dueWh: Math.floor((contractedWh * (announced.get(trader) ?? 0)) / 1_000_000),
    shares: shares.get(trader) ?? [],
  }));
}

/** With whom each trader exchanged how much, the grid counted. */
function sharesOf(lines: readonly FillLine[], { leag, slot, bookRoot }: SlotResult): Map<string, TradeShare[]> {
  const keyOf = tieKeys(leag, slot, bookRoot, (line) => lines[line]?.orderId ?? '');
  const fills = lines.map(({ trader, side, fill }, index) => ({
    side,
    fill: { participant: trader, energyWh: fill, tieKey: keyOf(index) },
  }));
  const of = (side: FillLine['side']): (typeof fills)[number]['fill'][] =>
    fills.filter((each) => each.side === side).map(({ fill }) => fill);
  const shares = new Map<string, TradeShare[]>(lines.map(({ trader }) => [trader, []]));
  for (const { seller, buyer, energyWh } of poolPairs(of('sell'), of('buy'))) {
    shares.get(seller)?.push({ counterparty: buyer, energyWh });
    shares.get(buyer)?.push({ counterparty: seller, energyWh });
  }
  for (const { trader, grid } of lines.filter((line) => line.grid > 0)) {
    shares.get(trader)?.push({ counterparty: GRID, energyWh: grid });
  }
  return shares;
}
