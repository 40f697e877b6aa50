// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Trust } from '../../domain/reputation/reputation.js';
import { requireTrust } from '../../domain/reputation/trust-rules.js';
import { Trader } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import type { Key, Ledger } from '../../ledger/ledger.js';
import { load } from '../../ledger/repository.js';

/**
 * Checks that a pseudonym is certified by the LEAG and may place an order of this side and size. It reads what changes rarely, never the reputation
 * itself, which every settlement writes.
 * @throws DomainError NOT_FOUND (not certified), RULE_VIOLATION: certified (elsewhere, or no longer), barred, slotLimit
 */
export async function requireTrader(
  ledger: Ledger,
  leag: string,
  trader: string,
  side: 'buy' | 'sell',
  energyWh: number,
): Promise<void> {
  await requireCertified(ledger, leag, trader);
  const trust = await load(ledger, Trust, keys.trust(trader));
  requireTrust(trust, side === 'buy' ? 'buyer' : 'seller', energyWh);
}

/** What {@link requireTrader} reads. */
export function traderReads(trader: string): readonly Key[] {
  return [...certifiedReads(trader), keys.trust(trader)];
}

/** What {@link requireCertified} reads. */
export function certifiedReads(trader: string): readonly Key[] {
  return [keys.trader(trader)];
}

/** @throws DomainError NOT_FOUND, RULE_VIOLATION (`certified`) unless the pseudonym is one of the LEAG's now */
export async function requireCertified(ledger: Ledger, leag: string, pseudonym: string): Promise<void> {
  const trader = await load(ledger, Trader, keys.trader(pseudonym));
  if (trader.leag !== leag || trader.status !== 'active') {
    throw new DomainError('RULE_VIOLATION', `${pseudonym} is ${trader.status} with ${trader.leag}`, {
      rule: 'certified',
      leag: trader.leag,
      status: trader.status,
    });
  }
}
