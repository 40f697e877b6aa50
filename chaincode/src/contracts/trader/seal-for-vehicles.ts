// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import type { ImplicitCollection } from '../../domain/collections.js';
import { nullifierOf } from '../../domain/trader/vehicle.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import type { Session } from '../session.js';
import { ownCollection } from './own-collection.js';

/** Where something is sealed that a vehicle signed, and the ledger that it signed it for. */
export interface Sealing {
  readonly collection: ImplicitCollection;
  readonly network: string;
}

/**
 * Seals what vehicles signed, one item a vehicle, in the LEAG's own collection.
 * @returns the vehicles' nullifiers, in ascending order, which tells nothing of theirs
 * @throws DomainError NOT_FOUND, FORBIDDEN, INVALID_INPUT where a vehicle comes twice, and what `seal` throws, with its item
 */
export async function sealForVehicles<T extends { readonly vehicleId: string }>(
  session: Session,
  leag: string,
  items: readonly T[],
  seal: (item: T, sealing: Sealing) => Promise<void>,
): Promise<{ ids: string[] }> {
  const collection = await ownCollection(session, leag);
  const { network } = await load(session.ledger, LedgerIdentity, keys.ledgerIdentity());
  const vehicleIds = items.map(({ vehicleId }) => vehicleId);
  refuseRepeats('items', vehicleIds, 'vehicleId');
  for (const [index, item] of items.entries()) {
    await atItem('items', index, () => seal(item, { collection, network }));
  }
  return { ids: vehicleIds.map(nullifierOf).sort() };
}
