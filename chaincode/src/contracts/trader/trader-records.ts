// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import type { Reputation } from '../../domain/reputation/reputation.js';
import { Trader } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, save } from '../../ledger/repository.js';
import { startReputation } from '../reputation/write.js';
import type { Session } from '../session.js';

/** A pseudonym of this LEAG. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function traderOf({ ledger }: Session, leag: string, pseudonym: string): Promise<Trader> {
  const trader = await load(ledger, Trader, keys.trader(pseudonym));
  if (trader.leag !== leag) {
    throw new DomainError('FORBIDDEN', `${pseudonym} belongs to ${trader.leag}`, { leag: trader.leag });
  }
  return trader;
}

/** Writes a pseudonym. Orders read whether it is active; its reputation stays as it is. */
export async function saveTrader(ledger: Ledger, trader: Trader): Promise<void> {
  await save(ledger, keys.trader(trader.pseudonym), trader);
  await save(ledger, keys.traderOf(trader.leag, trader.pseudonym), trader);
}

/** Writes a pseudonym with the reputation that it starts with. */
export async function startTrader(
  { ledger, now }: Pick<Session, 'ledger' | 'now'>,
  trader: Trader,
  reputation: Reputation,
  ruleVersion: number,
): Promise<void> {
  await saveTrader(ledger, trader);
  await startReputation(ledger, reputation, { ruleVersion, now });
}
