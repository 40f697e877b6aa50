// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { Enrolment } from '../../domain/trader/trader.js';
import { nullifierOf, Vehicle } from '../../domain/trader/vehicle.js';
import { vehicleOf } from '../../domain/trader/vehicle-rules.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { encodeRecord, find, findPrivate, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';

/**
 * Keeps vehicles' applications in the LEAG's own collection; a repeat writes them again. A vehicle that is enrolled with
 * another LEAG of the same organisation stays with that one.
 */
export const sealVehicles: Handler<'trader:sealVehicles'> = async (session, { leag }, { items }) => {
  const { ledger } = session;
  const collection = await ownCollection(session, leag);
  const { network } = await load(ledger, LedgerIdentity, keys.ledgerIdentity());
  refuseRepeats(
    'items',
    items.map(({ vehicleId }) => vehicleId),
    'vehicleId',
  );
  for (const [index, item] of items.entries()) {
    await atItem('items', index, async () => {
      const vehicle = vehicleOf(item, leag, network);
      const standing = await findPrivate(ledger, Vehicle, collection, keys.vehicle(vehicle.nullifier));
      if (standing !== undefined && standing.leag !== leag) {
        await enrolledHere(ledger, vehicle.nullifier, leag);
      }
      await ledger.putPrivate(collection, keys.vehicle(vehicle.nullifier), encodeRecord(vehicle));
    });
  }
  return { ids: items.map(({ vehicleId }) => nullifierOf(vehicleId)).sort() };
};

/**
 * Enrols vehicles, all or none. A vehicle is enrolled with one LEAG at a time; with its own, a repeat finds it enrolled, and
 * one that another let go can come.
 */
export const enrol: Handler<'trader:enrol'> = async (session, { leag, nullifiers }) => {
  const { ledger } = session;
  const collection = await ownCollection(session, leag);
  refuseRepeats('nullifiers', nullifiers);
  const fresh: Enrolment[] = [];
  const enrolments: Enrolment[] = [];
  for (const [index, nullifier] of nullifiers.entries()) {
    await atItem('nullifiers', index, async () => {
      const standing = await enrolledHere(ledger, nullifier, leag);
      const enrolment = standing ?? (await nextEnrolment(session, leag, nullifier));
      if (standing === undefined) {
        await requireSealed(ledger, collection, keys.vehicle(nullifier), 'the application of this vehicle');
        fresh.push(enrolment);
      }
      enrolments.push(enrolment);
    });
  }
  for (const enrolment of fresh) {
    await save(ledger, keys.enrolment(enrolment.nullifier), enrolment);
    await save(ledger, keys.enrolledWith(leag, enrolment.nullifier), await listedAs(ledger, enrolment));
  }
  announce(
    session,
    'trader.enrolled',
    fresh.map(({ nullifier }) => ({ kind: 'enrolment', id: nullifier })),
  );
  return { enrolments };
};

/** A vehicle's enrolment with this LEAG, if there is one that holds. @throws DomainError ALREADY_EXISTS where it is with another */
async function enrolledHere(ledger: Ledger, nullifier: string, leag: string): Promise<Enrolment | undefined> {
  const standing = await find(ledger, Enrolment, keys.enrolment(nullifier));
  if (standing === undefined || standing.released !== undefined) {
    return undefined;
  }
  if (standing.leag !== leag) {
    throw new DomainError('ALREADY_EXISTS', 'this vehicle is enrolled with another LEAG', { leag: standing.leag });
  }
  return standing;
}

/** The enrolment of a vehicle that is new, or that its last LEAG let go. */
async function nextEnrolment({ ledger, now }: Session, leag: string, nullifier: string): Promise<Enrolment> {
  const last = await find(ledger, Enrolment, keys.enrolment(nullifier));
  return { nullifier, leag, month: now.slice(0, 7), ...(last?.moved === true && { moved: true }) };
}

/** How the LEAG's own list keeps an enrolment: whose first pseudonym was its to certify before, stays so. */
async function listedAs(ledger: Ledger, enrolment: Enrolment): Promise<Enrolment> {
  const { moved, ...rest } = enrolment;
  const before = await find(ledger, Enrolment, keys.enrolledWith(enrolment.leag, enrolment.nullifier));
  const entitled = moved === undefined || (before !== undefined && before.moved === undefined);
  return { ...rest, ...(!entitled && { moved }) };
}
