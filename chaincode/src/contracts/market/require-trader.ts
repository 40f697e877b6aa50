// SPDX-License-Identifier: Apache-2.0

import { Trust } from '../../domain/reputation/reputation.js';
import { requireTrust } from '../../domain/reputation/trust-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load } from '../../ledger/repository.js';

/**
 * Checks that a pseudonym may place an order of this side and size. It reads what changes rarely, never the reputation
 * itself, which every settlement writes.
 * @throws DomainError NOT_FOUND (not enrolled), RULE_VIOLATION: barred, slotLimit
 */
export async function requireTrader(
  ledger: Ledger,
  trader: string,
  side: 'buy' | 'sell',
  energyWh: number,
): Promise<void> {
  const trust = await load(ledger, Trust, keys.trust(trader));
  requireTrust(trust, side === 'buy' ? 'buyer' : 'seller', energyWh);
}
