// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { Enrolment, Trader } from '../../domain/trader/trader.js';
import { PseudonymLink } from '../../domain/trader/vehicle.js';
import type { ImplicitCollection } from '../../domain/collections.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { encodeRecord, find, findPrivate } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { hasName } from './name-here.js';
import { ownCollection } from './own-collection.js';
import { requireOwnVehicle } from './own-vehicle.js';

/**
 * Keeps which vehicle is behind which pseudonym in the LEAG's own collection. A vehicle has one pseudonym at a time, so a
 * link to a further one names the one that gives way to it; a repeat writes the same again.
 */
export const sealLinks: Handler<'trader:sealLinks'> = async (session, { leag }, { items }) => {
  const { ledger } = session;
  const collection = await ownCollection(session, leag);
  for (const field of ['pseudonym', 'nullifier'] as const) {
    refuseRepeats(
      'items',
      items.map((item) => item[field]),
      field,
    );
  }
  for (const [index, link] of items.entries()) {
    await atItem('items', index, async () => {
      await requireNextLink(ledger, collection, leag, link);
      const bytes = encodeRecord(link);
      await ledger.putPrivate(collection, keys.link(link.pseudonym), bytes);
      await ledger.putPrivate(collection, keys.linkOfVehicle(link.nullifier), bytes);
    });
  }
  return { ids: items.map(({ pseudonym }) => pseudonym).sort() };
};

async function requireNextLink(
  ledger: Ledger,
  collection: ImplicitCollection,
  leag: string,
  link: PseudonymLink,
): Promise<void> {
  await requireOwnVehicle(ledger, collection, leag, link.nullifier);
  const standing = await findPrivate(ledger, PseudonymLink, collection, keys.link(link.pseudonym));
  if (standing !== undefined && (standing.nullifier !== link.nullifier || standing.previous !== link.previous)) {
    throw new DomainError('ALREADY_EXISTS', 'another vehicle is behind this pseudonym', { pseudonym: link.pseudonym });
  }
  const latest = await findPrivate(ledger, PseudonymLink, collection, keys.linkOfVehicle(link.nullifier));
  if (standing === undefined && !(await follows(ledger, latest, link))) {
    throw new DomainError(
      'CONFLICT',
      'previous must name the pseudonym that this vehicle has now, or under which it comes from another LEAG, if it has one',
      { rule: 'previous', pointer: '/previous' },
    );
  }
}

/** Whether a link names the pseudonym that its vehicle has had until now, or none where it has had none. */
async function follows(ledger: Ledger, latest: PseudonymLink | undefined, link: PseudonymLink): Promise<boolean> {
  return (
    (latest?.pseudonym === link.previous && (await mayBegin(ledger, link))) ||
    (await replacesRefused(ledger, latest, link)) ||
    (await arrives(ledger, latest, link))
  );
}

/** Whether the vehicle may have a name that follows no other: unless it brings one. */
async function mayBegin(ledger: Ledger, { nullifier, previous }: PseudonymLink): Promise<boolean> {
  return previous !== undefined || (await find(ledger, Enrolment, keys.enrolment(nullifier)))?.moved === undefined;
}

/** Whether a link follows a name under which its vehicle left another LEAG, having no name here or having left that as well. */
async function arrives(
  ledger: Ledger,
  latest: PseudonymLink | undefined,
  { previous }: PseudonymLink,
): Promise<boolean> {
  if (previous === undefined || (await find(ledger, Trader, keys.trader(previous)))?.status !== 'leaving') {
    return false;
  }
  return !(await hasName(ledger, latest));
}

/** Whether a link takes the place of one whose rotation was refused: both would follow the same pseudonym. */
async function replacesRefused(
  ledger: Ledger,
  latest: PseudonymLink | undefined,
  { previous }: PseudonymLink,
): Promise<boolean> {
  if (latest?.previous === undefined || latest.previous !== previous) {
    return false;
  }
  return (await find(ledger, Trader, keys.trader(latest.pseudonym))) === undefined;
}
