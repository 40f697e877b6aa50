// SPDX-License-Identifier: Apache-2.0

import { sameParty, type Party } from '../actor.js';
import type { BatteryStatus } from '../battery/status.js';
import { DomainError } from '../errors.js';

/** The party that holds what a carrier has picked up: the organisation in its role, no single person. */
export function carrierParty(mspId: string): Party {
  return { mspId, role: 'logistics' };
}

/**
 * Passes a battery's custody on, title untouched: what pick-up and delivery do with every scanned item.
 * @throws DomainError CONFLICT where somebody else holds it or an offer of custody is open.
 */
export function handOver(status: BatteryStatus, from: Party, to: Party): BatteryStatus {
  if (!sameParty(status.custody, from)) {
    throw new DomainError('CONFLICT', `${status.batteryId} is not in the custody of ${from.role} ${from.mspId}`, {
      id: status.batteryId,
      custody: status.custody,
    });
  }
  if (status.openCustodyMove !== undefined) {
    throw new DomainError('CONFLICT', `an offer of custody is open on ${status.batteryId}`, {
      id: status.batteryId,
      moveId: status.openCustodyMove,
    });
  }
  return { ...status, custody: to };
}
