// SPDX-License-Identifier: Apache-2.0

import { Trader } from '../../domain/trader/trader.js';
import type { PseudonymLink } from '../../domain/trader/vehicle.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find } from '../../ledger/repository.js';

/**
 * Whether a vehicle has a pseudonym that has neither given way to another nor left, by the link sealed last: to that name, or, where
 * it was refused, to the one that it was to follow.
 */
export async function hasName(ledger: Ledger, latest: PseudonymLink | undefined): Promise<boolean> {
  for (const name of [latest?.pseudonym, latest?.previous]) {
    const trader = name === undefined ? undefined : await find(ledger, Trader, keys.trader(name));
    if (trader?.status === 'active' || trader?.status === 'retired') {
      return true;
    }
  }
  return false;
}
