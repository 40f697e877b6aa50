// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@wattpass/chaincode/domain';
import { clearSlot, resultHashOf } from '@wattpass/chaincode/domain/market/clear-slot.js';
import type { FillLine, SlotResult } from '@wattpass/chaincode/domain/market/slot-result.js';
import { slotName, type ClearedRecords } from './market-records.js';
import { tradeOf } from './slot-trade.js';
import type { BrokenRule, MarketRule } from './broken-rule.js';

/**
 * Checks the result of a slot twice: adds up its lines, and clears its orders anew.
 * @returns What does not hold.
 */
export function checkClearing(records: ClearedRecords): BrokenRule[] {
  return [...checkEnergy(records), ...checkMoney(records), ...clearAgain(records)];
}

function checkEnergy({ slot, fills, cleared: { result } }: ClearedRecords): BrokenRule[] {
  const volume = { buy: sum(fills, 'buy', 'fill'), sell: sum(fills, 'sell', 'fill') };
  const grid = { buy: sum(fills, 'buy', 'grid'), sell: sum(fills, 'sell', 'grid') };
  const differ = differences(slot, 'energy');
  return [
    ...differ('Wh bought from and sold to other orders', volume.buy, volume.sell),
    ...differ('Wh traded between orders, by the lines and in the result', volume.buy, result.volumeWh),
    ...differ('Wh bought, by the lines and in the result', volume.buy + grid.buy, result.boughtWh),
    ...differ('Wh sold, by the lines and in the result', volume.sell + grid.sell, result.soldWh),
    ...differ('Wh from the grid, by the lines and in the result', grid.buy, result.gridSoldWh),
    ...differ('Wh to the grid, by the lines and in the result', grid.sell, result.gridBoughtWh),
  ];
}

function checkMoney(records: ClearedRecords): BrokenRule[] {
  const {
    slot,
    fills,
    cleared: { result },
  } = records;
  const differ = differences(slot, 'money');
  const of = (side: FillLine['side']): bigint =>
    fills.filter((line) => line.side === side).reduce((total, { amount }) => total + BigInt(amount), 0n);
  const { paid, received, fees } = tradeOf(records);
  return [
    ...differ('paid by buyers, by the lines and in the result', of('buy'), BigInt(result.paid)),
    ...differ('received by sellers, by the lines and in the result', of('sell'), BigInt(result.received)),
    ...differ('paid, and received with fees', paid, received + fees),
    ...(BigInt(result.gridPaid) > BigInt(result.gridFloat)
      ? [broken(slot, 'money', `the grid pays ${result.gridPaid} out of a float of ${result.gridFloat}`)]
      : []),
  ];
}

/** Clears the slot anew from its orders, in an order of their own, and compares to the unit. */
function clearAgain({ slot, orders, fills, cleared }: ClearedRecords): BrokenRule[] {
  const again = clearSlot(slot, [...orders].reverse(), BigInt(cleared.result.gridFloat));
  const differing = (Object.keys({ ...cleared.result, ...again.result }) as (keyof SlotResult)[]).filter(
    (field) => canonicalJson(again.result[field] ?? null) !== canonicalJson(cleared.result[field] ?? null),
  );
  return [
    ...differing.map((field) =>
      broken(
        slot,
        'clearing',
        `${field} is ${canonicalJson(cleared.result[field] ?? null)}, the orders give ${canonicalJson(again.result[field] ?? null)}`,
      ),
    ),
    ...(resultHashOf(cleared.result) === cleared.resultHash
      ? []
      : [broken(slot, 'clearing', 'the hash that was attested is not that of the result')]),
    ...(textOf(fills) === textOf(again.lines)
      ? []
      : [broken(slot, 'clearing', 'the lines are not those that the orders give')]),
  ];
}

function textOf(lines: readonly FillLine[]): string {
  return canonicalJson([...lines].sort((left, right) => (left.orderId < right.orderId ? -1 : 1)));
}

type Place = ClearedRecords['slot'];

function differences(slot: Place, rule: MarketRule) {
  return (what: string, left: number | bigint, right: number | bigint): BrokenRule[] =>
    left === right ? [] : [broken(slot, rule, `${what}: ${left} and ${right}`)];
}

function broken(slot: Place, rule: MarketRule, detail: string): BrokenRule {
  return { rule, where: slotName(slot), detail };
}

function sum(lines: readonly FillLine[], side: FillLine['side'], part: 'fill' | 'grid'): number {
  return lines.reduce((total, line) => total + (line.side === side ? line[part] : 0), 0);
}
