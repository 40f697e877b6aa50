// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import type { ImplicitCollection } from '../../domain/collections.js';
import { Release } from '../../domain/trader/move.js';
import { requireSorted } from '../../domain/trader/trader-rules.js';
import { UnnamedDeparture, Trader, type Enrolment } from '../../domain/trader/trader.js';
import { PseudonymLink } from '../../domain/trader/vehicle.js';
import { releaseOf } from '../../domain/trader/vehicle-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { encodeRecord, find, findPrivate, loadPrivate, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId } from '../session.js';
import { letUnnamedGo, liveEnrolment } from './let-go.js';
import { hasName } from './name-here.js';
import { ownCollection } from './own-collection.js';
import { requireOwnVehicle } from './own-vehicle.js';
import { requireSealed } from './require-sealed.js';
import { sealForVehicles } from './seal-for-vehicles.js';

/**
 * Keeps vehicles' requests to be let go in the LEAG's own collection, for the release or rotation under the same key; a repeat
 * writes them again.
 */
export const sealReleases: Handler<'trader:sealReleases'> = async (session, { leag, key }, { items }) => {
  const { ledger, now } = session;
  const id = newRecordId(session, key);
  return sealForVehicles(session, leag, items, async (item, { collection, network }) => {
    const release = releaseOf(item, leag, network, now);
    const { nullifier, pseudonym } = release;
    const at = keys.release(id, nullifier, pseudonym === undefined ? 'unnamed' : 'named');
    const standing = await findPrivate(ledger, Release, collection, at);
    if (standing === undefined || standing.pseudonym !== pseudonym) {
      await requireOwnName(ledger, collection, release);
    }
    await ledger.putPrivate(collection, at, encodeRecord(release));
  });
};

/** Lets vehicles go that have no pseudonym yet, all or none; a repeat under the same key answers with the departure. */
export const release: Handler<'trader:release'> = async (session, { key, leag, nullifiers }) => {
  const { ledger, now } = session;
  const collection = await ownCollection(session, leag);
  requireSorted('nullifiers', nullifiers);
  const id = newRecordId(session, key);
  const standing = await find(ledger, UnnamedDeparture, keys.departure(leag, id));
  if (standing !== undefined) {
    if (canonicalJson(standing.nullifiers) !== canonicalJson(nullifiers)) {
      throw new DomainError('ALREADY_EXISTS', 'this key let other vehicles go', { id });
    }
    return standing;
  }
  const leaving: Enrolment[] = [];
  for (const [index, nullifier] of nullifiers.entries()) {
    await atItem('nullifiers', index, async () => {
      await requireSealed(ledger, collection, keys.release(id, nullifier, 'unnamed'), 'the request of this vehicle');
      leaving.push(await liveEnrolment(ledger, leag, nullifier));
    });
  }
  await letUnnamedGo(session, leag, leaving);
  const departure: UnnamedDeparture = { id, leag, month: now.slice(0, 7), nullifiers };
  await save(ledger, keys.departure(leag, id), departure);
  announce(session, 'trader.released', [{ kind: 'departure', id, count: nullifiers.length }]);
  return departure;
};

/**
 * Checks that a vehicle of this LEAG leaves under a new name of its own, which makes the request good for one time, or has none
 * that it could leave behind.
 */
async function requireOwnName(ledger: Ledger, collection: ImplicitCollection, request: Release): Promise<void> {
  const { nullifier, leag, pseudonym } = request;
  await requireOwnVehicle(ledger, collection, leag, nullifier);
  if (pseudonym !== undefined) {
    const link = await loadPrivate(ledger, PseudonymLink, collection, keys.link(pseudonym));
    if (link.nullifier !== nullifier || (await find(ledger, Trader, keys.trader(pseudonym))) !== undefined) {
      throw notOwnName('must be a new name of this vehicle, linked and not certified yet');
    }
  } else if (
    await hasName(ledger, await findPrivate(ledger, PseudonymLink, collection, keys.linkOfVehicle(nullifier)))
  ) {
    throw notOwnName('this vehicle has a name, and leaves in a rotation under a new one');
  }
}

function notOwnName(detail: string): DomainError {
  return new DomainError('CONFLICT', `/pseudonym: ${detail}`, { rule: 'ownName', pointer: '/pseudonym' });
}
