// SPDX-License-Identifier: Apache-2.0

import { sameParty, type Party } from '../actor.js';
import type { Move } from '../battery/move.js';
import { lapse, requireMovable } from '../battery/move-rules.js';
import type { BatteryStatus } from '../battery/status.js';
import { DomainError } from '../errors.js';

/** The party that holds what a carrier has picked up: the organisation in its role, no single person. */
export function carrierParty(mspId: string): Party {
  return { mspId, role: 'logistics' };
}

/** A battery's hot record with its new holder, and the offer of custody that had run out, if there was one. */
export interface HandedOver {
  readonly status: BatteryStatus;
  readonly lapsed?: Move;
}

/**
 * Passes a battery's custody on, title untouched: what pick-up and delivery do with every scanned item.
 * @param open the offer of custody that the hot record names.
 * @throws DomainError CONFLICT where somebody else holds it or an offer of custody stands, ILLEGAL_STATUS where it
 * cannot be moved.
 */
export function handOver(
  status: BatteryStatus,
  open: Move | undefined,
  { from, to, now }: { readonly from: Party; readonly to: Party; readonly now: string },
): HandedOver {
  if (!sameParty(status.custody, from)) {
    throw new DomainError('CONFLICT', `${status.batteryId} is not in the custody of ${from.role} ${from.mspId}`, {
      id: status.batteryId,
      custody: status.custody,
    });
  }
  requireMovable(status);
  if (open === undefined) {
    return { status: { ...status, custody: to } };
  }
  const { move: lapsed, status: free } = lapse(open, status, now);
  return { status: { ...free, custody: to }, lapsed };
}
