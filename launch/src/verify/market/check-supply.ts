// SPDX-License-Identifier: Apache-2.0
import type { BrokenRule } from './broken-rule.js';
import type { MoneyRecords } from './market-records.js';

/** All money there is, micro-currency. */
export function supplyOf({ coins, notes, escrows }: MoneyRecords): bigint {
  return coins + notes + escrows;
}

/** Checks that no money was lost or made: what there is, record by record, is what was issued less what was redeemed. */
export function checkSupply(money: MoneyRecords): BrokenRule[] {
  const { issued, redeemed, coins, notes, escrows } = money;
  if (supplyOf(money) === issued - redeemed) {
    return [];
  }
  const detail = `${coins} in coins, ${notes} in notes and ${escrows} in escrows, not ${issued} less ${redeemed}`;
  return [{ rule: 'supply', where: 'the ledger', detail }];
}
