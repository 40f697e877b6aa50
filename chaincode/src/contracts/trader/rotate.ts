// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { atItem, invalidItem } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { Reputation } from '../../domain/reputation/reputation.js';
import { startsOf } from '../../domain/trader/rotation-rules.js';
import { requireBatch, requireRotatable, requireSorted } from '../../domain/trader/trader-rules.js';
import { Rotation, Trader } from '../../domain/trader/trader.js';
import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId, type Session } from '../session.js';
import { admit } from './certify.js';
import { requireNoOpenOrders } from './open-orders.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';

/** Lets new pseudonyms take over from old ones, all or none; a repeat under the same key answers with the rotation. */
export const rotate: Handler<'trader:rotate'> = async (session, { key, ...names }) => {
  const { leag, retired, certified, sold } = names;
  const { ledger, now } = session;
  const collection = await ownCollection(session, leag);
  const id = newRecordId(session, key);
  const rotation: Rotation = { id, day: now.slice(0, 10), ...names };
  const standing = await find(ledger, Rotation, keys.rotation(leag, id));
  if (standing !== undefined) {
    requireSame(standing, rotation);
    return standing;
  }
  const rules = await rulesInForce(ledger, now);
  requireForm(rotation, rules);
  const old = await rotatable(session, rotation, rules);
  await requireNoOpenOrders(ledger, leag, retired);
  for (const trader of old) {
    await end(session, { ...trader, status: 'rotated' });
  }
  const starts = startsOf(await reputationsOf(session, retired), now, rules.parameters, sold);
  for (const [index, pseudonym] of certified.entries()) {
    await atItem('certified', index, async () => {
      await requireSealed(ledger, collection, keys.link(pseudonym), 'the link of this pseudonym');
      if ((await find(ledger, Trader, keys.trader(pseudonym))) !== undefined) {
        throw new DomainError('ALREADY_EXISTS', 'this pseudonym is certified already', { pseudonym });
      }
    });
    const trader: Trader = { pseudonym, leag, status: 'active', origin: 'rotated', since: rotation.day };
    const start = starts[index]?.start;
    if (start !== undefined) {
      await admit(session, trader, { participant: pseudonym, ...start }, rules.version);
    }
  }
  await save(ledger, keys.rotation(leag, id), rotation);
  announce(session, 'trader.rotated', [{ kind: 'rotation', id, count: certified.length }]);
  return rotation;
};

/** The order in which successors are named. */
export const rotationOrder: Handler<'trader:rotationOrder'> = async (session, { retired, sold }) => {
  const { parameters } = await rulesInForce(session.ledger, session.now);
  const starts = startsOf(await reputationsOf(session, retired), session.now, parameters, sold);
  return { order: starts.map(({ from }) => from) };
};

/** Ends a pseudonym. A repeat changes nothing. */
export const retire: Handler<'trader:retire'> = async (session, { leag, pseudonym }) => {
  await ownCollection(session, leag);
  const trader = await traderOf(session, leag, pseudonym);
  if (trader.status !== 'active') {
    return trader;
  }
  const retired: Trader = { ...trader, status: 'retired' };
  await end(session, retired);
  announce(session, 'trader.retired', [{ kind: 'trader', id: pseudonym }]);
  return retired;
};

/** Orders read whether a pseudonym is active, so it places none from now on; its reputation stays as it is. */
async function end({ ledger }: Session, trader: Trader): Promise<void> {
  await save(ledger, keys.trader(trader.pseudonym), trader);
  await save(ledger, keys.traderOf(trader.leag, trader.pseudonym), trader);
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

async function traderOf({ ledger }: Session, leag: string, pseudonym: string): Promise<Trader> {
  const trader = await load(ledger, Trader, keys.trader(pseudonym));
  if (trader.leag !== leag) {
    throw new DomainError('FORBIDDEN', `${pseudonym} belongs to ${trader.leag}`, { leag: trader.leag });
  }
  return trader;
}

function requireForm({ retired, sold, certified, commitments }: Rotation, { parameters }: RuleVersion): void {
  requireSorted('retired', retired);
  requireSorted('sold', sold);
  requireSorted('commitments', commitments);
  requireSorted('certified', [...certified].sort());
  requireBatch(retired.length, parameters);
  if (certified.length !== retired.length || commitments.length !== retired.length) {
    throw new DomainError('RULE_VIOLATION', 'as many new pseudonyms and commitments as old pseudonyms', {
      rule: 'pairs',
    });
  }
  const stranger = sold.findIndex((pseudonym) => !retired.includes(pseudonym));
  if (stranger >= 0) {
    throw invalidItem('sold', stranger, 'one of the retired pseudonyms');
  }
}

function requireSame(standing: Rotation, asked: Rotation): void {
  if (canonicalJson({ ...standing, day: '' }) !== canonicalJson({ ...asked, day: '' })) {
    throw new DomainError('ALREADY_EXISTS', 'this key made another rotation', { id: standing.id });
  }
}
