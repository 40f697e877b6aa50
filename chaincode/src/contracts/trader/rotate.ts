// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { atItem } from '../../domain/at-item.js';
import type { ImplicitCollection } from '../../domain/collections.js';
import { DomainError } from '../../domain/errors.js';
import { Reputation } from '../../domain/reputation/reputation.js';
import { requireRotationForm, startsOf, successionOf, type Start } from '../../domain/trader/rotation-rules.js';
import { requireRotatable } from '../../domain/trader/trader-rules.js';
import { Rotation, Trader } from '../../domain/trader/trader.js';
import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId, type Session } from '../session.js';
import { arrive, requireArrivals } from './arrivals.js';
import { letGo, liveEnrolment } from './let-go.js';
import { requireNoOpenOrders } from './open-orders.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';
import { saveTrader, startTrader, traderOf } from './trader-records.js';

/**
 * Lets new pseudonyms take over from old ones, all or none; a repeat under the same key answers with the rotation. Vehicles leave
 * with it, under new names that trade nowhere, and arrive with it, under such names of other LEAGs.
 */
export const rotate: Handler<'trader:rotate'> = async (session, { key, arrivals, ...names }) => {
  const { leag, retired, certified, released, sold } = names;
  const { ledger, now } = session;
  const collection = await ownCollection(session, leag);
  const id = newRecordId(session, key);
  const arrived = arrivals.map(({ payload }) => payload.pseudonym);
  const rotation: Rotation = { id, day: now.slice(0, 10), ...names, arrived };
  const standing = await find(ledger, Rotation, keys.rotation(leag, id));
  if (standing !== undefined) {
    requireSame(standing, rotation);
    return standing;
  }
  const rules = await rulesInForce(ledger, now);
  requireRotationForm(rotation, rules.parameters);
  const old = await rotatable(session, rotation, rules);
  await requireNoOpenOrders(ledger, leag, retired);
  const coming = await requireArrivals(session, leag, arrivals);
  const reputations = await reputationsOf(session, [...retired, ...arrived]);
  const successors = successionOf(startsOf(reputations, now, rules.parameters, sold), certified);
  for (const trader of old) {
    await saveTrader(ledger, { ...trader, status: 'rotated' });
  }
  for (const trader of coming) {
    await arrive(session, leag, trader);
  }
  for (const [index, successor] of successors.entries()) {
    await atItem('certified', index, () => succeed(session, { rotation, collection }, successor, rules.version));
  }
  for (const [index, nullifier] of released.entries()) {
    await atItem('released', index, async () => {
      await requireSealed(ledger, collection, keys.release(id, nullifier, 'named'), 'the request of this vehicle');
      await letGo(session, await liveEnrolment(ledger, leag, nullifier), true);
    });
  }
  await save(ledger, keys.rotation(leag, id), rotation);
  announce(session, 'trader.rotated', [{ kind: 'rotation', id, count: certified.length }]);
  return rotation;
};

/** The order in which successors are named. */
export const rotationOrder: Handler<'trader:rotationOrder'> = async (session, { retired, sold }) => {
  const { parameters } = await rulesInForce(session.ledger, session.now);
  const groups = startsOf(await reputationsOf(session, retired), session.now, parameters, sold);
  return { groups: groups.map((group) => group.map(({ from }) => from)) };
};

/** Ends a pseudonym. A repeat changes nothing. */
export const retire: Handler<'trader:retire'> = async (session, { leag, pseudonym }) => {
  await ownCollection(session, leag);
  const trader = await traderOf(session, leag, pseudonym);
  if (trader.status !== 'active') {
    return trader;
  }
  const retired: Trader = { ...trader, status: 'retired' };
  await saveTrader(session.ledger, retired);
  announce(session, 'trader.retired', [{ kind: 'trader', id: pseudonym }]);
  return retired;
};

/** Certifies a successor with its start; one under which a vehicle leaves never trades. */
async function succeed(
  session: Session,
  { rotation, collection }: { readonly rotation: Rotation; readonly collection: ImplicitCollection },
  { pseudonym, start }: { readonly pseudonym: string; readonly start: Start },
  ruleVersion: number,
): Promise<void> {
  const { leag, leaving, day: since } = rotation;
  await requireSealed(session.ledger, collection, keys.link(pseudonym), 'the link of this pseudonym');
  if ((await find(session.ledger, Trader, keys.trader(pseudonym))) !== undefined) {
    throw new DomainError('ALREADY_EXISTS', 'this pseudonym is certified already', { pseudonym });
  }
  const status = leaving.includes(pseudonym) ? 'leaving' : 'active';
  const trader: Trader = { pseudonym, leag, status, origin: 'rotated', since };
  await startTrader(session, trader, { participant: pseudonym, ...start }, ruleVersion);
}

async function rotatable(
  session: Session,
  { leag, retired, sold }: Rotation,
  { parameters }: RuleVersion,
): Promise<Trader[]> {
  const traders: Trader[] = [];
  for (const [index, pseudonym] of retired.entries()) {
    await atItem('retired', index, async () => {
      const trader = await traderOf(session, leag, pseudonym);
      requireRotatable(trader, { now: session.now, sold: sold.includes(pseudonym) }, parameters);
      traders.push(trader);
    });
  }
  return traders;
}

async function reputationsOf({ ledger }: Session, pseudonyms: readonly string[]): Promise<Reputation[]> {
  const found: Reputation[] = [];
  for (const pseudonym of pseudonyms) {
    found.push(await load(ledger, Reputation, keys.reputation(pseudonym)));
  }
  return found;
}

function requireSame(standing: Rotation, asked: Rotation): void {
  if (canonicalJson({ ...standing, day: '' }) !== canonicalJson({ ...asked, day: '' })) {
    throw new DomainError('ALREADY_EXISTS', 'this key made another rotation', { id: standing.id });
  }
}
