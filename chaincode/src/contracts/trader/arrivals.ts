// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import type { SignedArrival } from '../../domain/trader/move.js';
import { requireStatus, requireVehicles } from '../../domain/trader/trader-rules.js';
import { Trader } from '../../domain/trader/trader.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Session } from '../session.js';
import { countTraders } from './certify.js';
import { saveTrader } from './trader-records.js';

/**
 * The names under which vehicles come to a LEAG, each of which signed to come to this one; for each a vehicle without a name is
 * enrolled.
 * @throws DomainError NOT_FOUND, ILLEGAL_STATUS (not leaving), RULE_VIOLATION: payloadFor, onePerVehicle; PAYLOAD_EXPIRED,
 *   SIGNATURE_INVALID
 */
export async function requireArrivals(
  session: Session,
  leag: string,
  arrivals: readonly SignedArrival[],
): Promise<Trader[]> {
  const { ledger, now } = session;
  if (arrivals.length === 0) {
    return [];
  }
  const identity = await load(ledger, LedgerIdentity, keys.ledgerIdentity());
  const traders: Trader[] = [];
  for (const [index, { payload, signature }] of arrivals.entries()) {
    await atItem('arrivals', index, async () => {
      const { pseudonym } = payload;
      requireSigned(payload, signature, pseudonym, 'trader:rotate', { identity, now });
      if (payload.leag !== leag) {
        throw new DomainError('RULE_VIOLATION', `/payload/leag: ${pseudonym} goes to ${payload.leag}`, {
          rule: 'payloadFor',
          pointer: '/payload/leag',
          expected: leag,
        });
      }
      const trader = await load(ledger, Trader, keys.trader(pseudonym));
      requireStatus(trader, ['leaving']);
      traders.push(trader);
    });
  }
  requireVehicles(await countTraders(ledger, leag), traders.length);
  return traders;
}

/** Notes that a vehicle has come under this name, which gives way now. */
export async function arrive({ ledger, now }: Session, leag: string, trader: Trader): Promise<void> {
  const { pseudonym, leag: from } = trader;
  await saveTrader(ledger, { ...trader, status: 'moved' });
  await save(ledger, keys.arrival(leag, pseudonym), { pseudonym, leag, from, day: now.slice(0, 10) });
}
