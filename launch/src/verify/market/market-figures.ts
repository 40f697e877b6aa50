// SPDX-License-Identifier: Apache-2.0
import { isCleared, type MarketRecords } from './market-records.js';
import { supplyOf } from './check-supply.js';
import { tradeOf } from './slot-trade.js';

/** What was recounted, for people: a line each. */
export function describeMarket({ slots, participants, money, quiet }: MarketRecords): string[] {
  const states = new Map<string, number>();
  for (const { slot } of slots) {
    states.set(slot.state, (states.get(slot.state) ?? 0) + 1);
  }
  const trades = slots
    .filter(isCleared)
    .filter(({ slot }) => slot.state !== 'VOID')
    .map(tradeOf);
  const total = (part: (trade: (typeof trades)[number]) => bigint): bigint =>
    trades.reduce((sum, trade) => sum + part(trade), 0n);
  return [
    `${slots.length} slots: ${[...states].map(([state, count]) => `${count} ${state}`).join(', ') || 'none'}`,
    `${total(({ boughtWh }) => BigInt(boughtWh))} Wh bought, ${total(({ soldWh }) => BigInt(soldWh))} Wh sold`,
    `${total(({ paid }) => paid)} paid, ${total(({ received }) => received)} received, ${total(({ fees }) => fees)} fees`,
    `${money.issued} issued, ${money.redeemed} redeemed, ${supplyOf(money)} there: ` +
      `${money.coins} in coins, ${money.notes} in notes, ${money.escrows} in escrows`,
    `${participants.reduce((sum, { changes }) => sum + changes.length, 0)} changes of the scores of ` +
      `${participants.length} participants recomputed${quiet ? '' : ', while the ledger moved on'}`,
  ];
}
