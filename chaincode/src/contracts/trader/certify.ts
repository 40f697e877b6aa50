// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import type { Reputation } from '../../domain/reputation/reputation.js';
import { enrolled } from '../../domain/reputation/standing-rules.js';
import { countOf, requireBatch, requireSorted, requireVehicles } from '../../domain/trader/trader-rules.js';
import { Enrolment, Trader, type TraderCount } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, listAll, save } from '../../ledger/repository.js';
import { startReputation } from '../reputation/write.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';

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
  requireVehicles(await countTraders(ledger, leag), pseudonyms.length);
  const traders: Trader[] = [];
  for (const [index, pseudonym] of pseudonyms.entries()) {
    await atItem('pseudonyms', index, () =>
      requireSealed(ledger, collection, keys.link(pseudonym), 'the link of this pseudonym'),
    );
    const trader: Trader = { pseudonym, leag, status: 'active', origin: 'fresh', since: now.slice(0, 10) };
    await admit(session, trader, enrolled(pseudonym, now, parameters), version);
    traders.push(trader);
  }
  announce(
    session,
    'trader.certified',
    pseudonyms.map((id) => ({ kind: 'trader', id })),
  );
  return { traders };
};

/** Writes a pseudonym with the reputation that it starts with. */
export async function admit(
  { ledger, now }: Pick<Session, 'ledger' | 'now'>,
  trader: Trader,
  reputation: Reputation,
  ruleVersion: number,
): Promise<void> {
  const { pseudonym, leag } = trader;
  await save(ledger, keys.trader(pseudonym), trader);
  await save(ledger, keys.traderOf(leag, pseudonym), trader);
  await startReputation(ledger, reputation, { ruleVersion, now });
}

/** Counts a LEAG's vehicles and pseudonyms by range. */
export async function countTraders(ledger: Ledger, leag: string): Promise<TraderCount> {
  const enrolments = await listAll(ledger, Enrolment, keys.enrolledWithAll(leag));
  return countOf(leag, enrolments.length, await listAll(ledger, Trader, keys.tradersOf(leag)));
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
