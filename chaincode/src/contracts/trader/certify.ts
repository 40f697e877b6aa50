// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { enrolled } from '../../domain/reputation/standing-rules.js';
import {
  countOf,
  requireBatch,
  requireEntitled,
  requireSorted,
  requireVehicles,
} from '../../domain/trader/trader-rules.js';
import { Arrival, Enrolment, Trader, type TraderCount } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, listAll } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';
import { startTrader } from './trader-records.js';

/** Certifies first pseudonyms, all or none; the same batch again answers with them. */
export const certify: Handler<'trader:certify'> = async (session, { leag, pseudonyms }) => {
  const { ledger, now } = session;
  const collection = await ownCollection(session, leag);
  const { version, parameters } = await rulesInForce(ledger, now);
  requireSorted('pseudonyms', pseudonyms);
  requireBatch(pseudonyms.length, parameters);
  const standing = await standingOf(ledger, leag, pseudonyms);
  if (standing !== undefined) {
    return { traders: standing };
  }
  const count = await countTraders(ledger, leag);
  requireVehicles(count, pseudonyms.length);
  requireEntitled(count, pseudonyms.length);
  const traders: Trader[] = [];
  for (const [index, pseudonym] of pseudonyms.entries()) {
    await atItem('pseudonyms', index, () =>
      requireSealed(ledger, collection, keys.link(pseudonym), 'the link of this pseudonym'),
    );
    const trader: Trader = { pseudonym, leag, status: 'active', origin: 'fresh', since: now.slice(0, 10) };
    await startTrader(session, trader, enrolled(pseudonym, now, parameters), version);
    traders.push(trader);
  }
  announce(
    session,
    'trader.certified',
    pseudonyms.map((id) => ({ kind: 'trader', id })),
  );
  return { traders };
};

/** Counts a LEAG's vehicles and pseudonyms by range. */
export async function countTraders(ledger: Ledger, leag: string): Promise<TraderCount> {
  return countOf(leag, {
    enrolments: await listAll(ledger, Enrolment, keys.enrolledWithAll(leag)),
    traders: await listAll(ledger, Trader, keys.tradersOf(leag)),
    arrivals: await listAll(ledger, Arrival, keys.arrivals(leag)),
  });
}

/** The pseudonyms, where all of them stand already. @throws DomainError ALREADY_EXISTS where some do */
async function standingOf(ledger: Ledger, leag: string, pseudonyms: readonly string[]): Promise<Trader[] | undefined> {
  const found = await Promise.all(pseudonyms.map((pseudonym) => find(ledger, Trader, keys.trader(pseudonym))));
  const standing = found.filter((trader) => trader !== undefined);
  if (standing.length === 0) {
    return undefined;
  }
  if (standing.length < pseudonyms.length || standing.some((trader) => trader.leag !== leag)) {
    throw new DomainError('ALREADY_EXISTS', 'some of these pseudonyms are certified already', {
      pseudonyms: standing.map(({ pseudonym }) => pseudonym),
    });
  }
  return standing;
}
