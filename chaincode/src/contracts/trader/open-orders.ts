// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { listAll } from '../../ledger/repository.js';

/**
 * Checks that no order of these pseudonyms waits for its settlement: its outcome would move the score of a name that
 * nobody bears any more. @throws DomainError CONFLICT
 */
export async function requireNoOpenOrders(ledger: Ledger, leag: string, pseudonyms: readonly string[]): Promise<void> {
  const slots = await listAll(ledger, Slot, keys.slots(leag));
  for (const { slot } of slots.filter(({ state }) => state !== 'SETTLED' && state !== 'VOID')) {
    for (const pseudonym of pseudonyms) {
      if ((await ledger.get(keys.order(leag, slot, pseudonym))) !== undefined) {
        throw new DomainError('CONFLICT', `${pseudonym} has an order in the slot ${slot}, which is not settled`, {
          rule: 'noOpenOrder',
          pseudonym,
          slot,
        });
      }
    }
  }
}
