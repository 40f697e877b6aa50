// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { Outcome } from '../../domain/market/outcome.js';
import { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, listAll } from '../../ledger/repository.js';

/**
 * Checks that no order of these pseudonyms waits for its settlement or for its score: its outcome would count for a name
 * that nobody bears any more, and the new one would be clean of it. @throws DomainError CONFLICT
 */
export async function requireNoOpenOrders(ledger: Ledger, leag: string, pseudonyms: readonly string[]): Promise<void> {
  const own = await listAll(ledger, Slot, keys.slots(leag));
  const regions = [...new Set(own.flatMap(({ region }) => region ?? []))].sort();
  const slots = [...own];
  for (const region of regions) {
    slots.push(...(await listAll(ledger, Slot, keys.slots(region))));
  }
  for (const slot of slots.filter(({ state, finalAt }) => state !== 'VOID' && finalAt === undefined)) {
    for (const pseudonym of pseudonyms) {
      if (await isOpen(ledger, slot, leag, pseudonym)) {
        throw new DomainError('CONFLICT', `${pseudonym} has an order in the slot ${slot.slot}, which is not settled`, {
          rule: 'noOpenOrder',
          pseudonym,
          slot: slot.slot,
        });
      }
    }
  }
}

/** An order of the LEAG may also wait for the region's slot of the same name, or stand there. */
async function isOpen(ledger: Ledger, { leag, slot, state }: Slot, home: string, pseudonym: string): Promise<boolean> {
  if (state === 'SETTLED') {
    const outcome = await find(ledger, Outcome, keys.outcome(leag, slot, pseudonym));
    return outcome !== undefined && !(outcome.final && outcome.scored);
  }
  const places = [
    keys.order(leag, slot, pseudonym),
    keys.sealedOrder(leag, slot, pseudonym),
    keys.order(home, slot, pseudonym),
  ];
  const found = await Promise.all(places.map((place) => ledger.get(place)));
  return found.some((each) => each !== undefined);
}
