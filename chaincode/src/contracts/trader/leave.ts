// SPDX-License-Identifier: Apache-2.0

import { requireCommitment } from '../../domain/commitment-rules.js';
import { commitmentOf } from '../../domain/digest.js';
import { DomainError } from '../../domain/errors.js';
import { hasLeft, requireRotatable } from '../../domain/trader/trader-rules.js';
import { Enrolment, type Trader } from '../../domain/trader/trader.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { letGo, liveEnrolment } from './let-go.js';
import { requireNoOpenOrders } from './open-orders.js';
import { collectionOf } from './own-collection.js';
import { saveTrader, traderOf } from './trader-records.js';

/**
 * Lets a vehicle leave a LEAG that does not let it go. The link proves, by the hash of what the LEAG itself sealed, which vehicle
 * trades under the pseudonym, and the pseudonym's key that it wants to leave; the pseudonym carries its record to the next
 * LEAG. A repeat answers with what stands.
 */
export const leave: Handler<'trader:leave'> = async (session, { payload, signature, link }) => {
  const { ledger, now } = session;
  const { leag, pseudonym } = payload;
  const identity = await load(ledger, LedgerIdentity, keys.ledgerIdentity());
  requireSigned(payload, signature, pseudonym, 'trader:leave', { identity, now });
  if (link.pseudonym !== pseudonym) {
    throw new DomainError('INVALID_INPUT', '/link/pseudonym: must be the one that signs', {
      issues: [{ pointer: '/link/pseudonym', rule: 'the pseudonym that signs' }],
    });
  }
  const trader = await traderOf(session, leag, pseudonym);
  const sealed = await ledger.privateHash(await collectionOf(session, leag), keys.link(pseudonym));
  requireCommitment('the link of this pseudonym', commitmentOf(link), sealed);
  if (hasLeft(trader.status)) {
    return { trader, enrolment: await load(ledger, Enrolment, keys.enrolledWith(leag, link.nullifier)) };
  }
  const { parameters } = await rulesInForce(ledger, now);
  requireRotatable(trader, { now, sold: false }, parameters);
  const enrolment = await liveEnrolment(ledger, leag, link.nullifier);
  await requireNoOpenOrders(ledger, leag, [pseudonym]);
  const leaving: Trader = { ...trader, status: 'leaving' };
  await saveTrader(ledger, leaving);
  const released = await letGo(session, enrolment, true);
  announce(session, 'trader.left', [
    { kind: 'trader', id: pseudonym },
    { kind: 'enrolment', id: link.nullifier },
  ]);
  return { trader: leaving, enrolment: released };
};
