// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { DomainError } from '../../domain/errors.js';
import { Enrolment } from '../../domain/trader/trader.js';
import { Vehicle } from '../../domain/trader/vehicle.js';
import { vehicleOf } from '../../domain/trader/vehicle-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { encodeRecord, find, findPrivate, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { ownCollection } from './own-collection.js';
import { requireSealed } from './require-sealed.js';
import { sealForVehicles } from './seal-for-vehicles.js';

/**
 * Keeps vehicles' applications in the LEAG's own collection; a repeat writes them again. A vehicle that is enrolled with
 * another LEAG of the same organisation stays with that one.
 */
export const sealVehicles: Handler<'trader:sealVehicles'> = async (session, { leag }, { items }) => {
  const { ledger } = session;
  return sealForVehicles(session, leag, items, async (item, { collection, network }) => {
    const vehicle = vehicleOf(item, leag, network);
    const at = keys.vehicle(vehicle.nullifier);
    const standing = await findPrivate(ledger, Vehicle, collection, at);
    if (standing !== undefined && standing.leag !== leag) {
      heldBy(leag, await find(ledger, Enrolment, keys.enrolment(vehicle.nullifier)));
    }
    await ledger.putPrivate(collection, at, encodeRecord(vehicle));
  });
};

/**
 * Enrols vehicles, all or none. A vehicle is enrolled with one LEAG at a time; with its own, a repeat finds it enrolled, and
 * one that another let go can come.
 */
export const enrol: Handler<'trader:enrol'> = async (session, { leag, nullifiers }) => {
  const { ledger, now } = session;
  const collection = await ownCollection(session, leag);
  refuseRepeats('nullifiers', nullifiers);
  const fresh: Enrolment[] = [];
  const enrolments: Enrolment[] = [];
  for (const [index, nullifier] of nullifiers.entries()) {
    await atItem('nullifiers', index, async () => {
      const last = await find(ledger, Enrolment, keys.enrolment(nullifier));
      const standing = heldBy(leag, last);
      if (standing !== undefined) {
        enrolments.push(standing);
        return;
      }
      await requireSealed(ledger, collection, keys.vehicle(nullifier), 'the application of this vehicle');
      const moved = last?.moved === true && { moved: last.moved };
      const enrolment: Enrolment = { nullifier, leag, month: now.slice(0, 7), ...moved };
      fresh.push(enrolment);
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

/** A vehicle's enrolment if it holds, with this LEAG. @throws DomainError ALREADY_EXISTS where it holds with another */
function heldBy(leag: string, enrolment: Enrolment | undefined): Enrolment | undefined {
  if (enrolment === undefined || enrolment.released !== undefined) {
    return undefined;
  }
  if (enrolment.leag !== leag) {
    throw new DomainError('ALREADY_EXISTS', 'this vehicle is enrolled with another LEAG', { leag: enrolment.leag });
  }
  return enrolment;
}

/** How the LEAG's own list keeps an enrolment: whose first pseudonym was its to certify before, stays so. */
async function listedAs(ledger: Ledger, enrolment: Enrolment): Promise<Enrolment> {
  const { moved, ...rest } = enrolment;
  const before = await find(ledger, Enrolment, keys.enrolledWith(enrolment.leag, enrolment.nullifier));
  const entitled = moved === undefined || (before !== undefined && before.moved === undefined);
  return { ...rest, ...(!entitled && { moved }) };
}
