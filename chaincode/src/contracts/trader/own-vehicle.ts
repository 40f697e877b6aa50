// SPDX-License-Identifier: Apache-2.0

import type { ImplicitCollection } from '../../domain/collections.js';
import { DomainError } from '../../domain/errors.js';
import { Vehicle } from '../../domain/trader/vehicle.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { loadPrivate } from '../../ledger/repository.js';

/** Checks that a LEAG keeps a vehicle as its own; an organisation may run several. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function requireOwnVehicle(
  ledger: Ledger,
  collection: ImplicitCollection,
  leag: string,
  nullifier: string,
): Promise<void> {
  const vehicle = await loadPrivate(ledger, Vehicle, collection, keys.vehicle(nullifier));
  if (vehicle.leag !== leag) {
    throw new DomainError('FORBIDDEN', `the vehicle belongs to ${vehicle.leag}`, { leag: vehicle.leag });
  }
}
