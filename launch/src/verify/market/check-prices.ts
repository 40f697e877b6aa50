// SPDX-License-Identifier: Apache-2.0
import { ceilingDivision } from '@wattpass/chaincode/domain';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { FillLine } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';
import type { BrokenRule, MarketRule } from './broken-rule.js';
import { slotName, type ClearedRecords } from './market-records.js';

/** Checks that every line belongs to an order, stays within it, and has an all-in price inside its limit and the bounds. */
export function checkPrices({ slot, orders, fills, cleared: { result } }: ClearedRecords): BrokenRule[] {
  const { floor, ceiling } = slot;
  const byId = new Map(orders.map((order) => [order.id, order]));
  const price = result.price ?? floor;
  const outside = price < floor || price > ceiling;
  return [
    ...(outside ? [broken(slot, 'bounds', `the price ${price} is outside of ${floor} to ${ceiling}`)] : []),
    ...fills.flatMap((line) => checkLine(slot, line, byId.get(line.orderId))),
  ];
}

function checkLine(slot: Slot, line: FillLine, order: Order | undefined): BrokenRule[] {
  if (order?.state !== 'live' || order.trader !== line.trader || order.side !== line.side) {
    return [broken(slot, 'clearing', `the line of ${line.trader} belongs to no live order`)];
  }
  const energy = BigInt(line.fill + line.grid);
  if (energy > BigInt(order.quantity)) {
    return [broken(slot, 'limit', `${line.trader} gets ${energy} Wh of the ${order.quantity} it asked for`)];
  }
  return checkAmount(slot, line, order);
}

/** Money is rounded once, up for who pays and down for who gets; so are the bounds here. */
function checkAmount(slot: Slot, { trader, side, fill, grid, amount: text }: FillLine, { limit }: Order): BrokenRule[] {
  const amount = BigInt(text);
  const worth = (price: number): bigint => BigInt(fill + grid) * BigInt(price);
  const up = (price: number): bigint => ceilingDivision(worth(price), 1000n);
  const down = (price: number): bigint => worth(price) / 1000n;
  const round = side === 'buy' ? up : down;
  const problems: BrokenRule[] = [];
  if (side === 'buy' ? amount > round(limit) : amount < round(limit)) {
    const verb = side === 'buy' ? 'pays' : 'gets';
    problems.push(broken(slot, 'limit', `${trader} ${verb} ${amount} for ${fill + grid} Wh at a limit of ${limit}`));
  }
  if (amount < round(slot.floor) || amount > round(slot.ceiling)) {
    const bounds = `${slot.floor} to ${slot.ceiling}`;
    problems.push(broken(slot, 'bounds', `${amount} of ${trader} for ${fill + grid} Wh is outside of ${bounds}`));
  }
  return problems;
}

function broken(slot: Slot, rule: MarketRule, detail: string): BrokenRule {
  return { rule, where: slotName(slot), detail };
}
