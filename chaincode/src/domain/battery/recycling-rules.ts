// SPDX-License-Identifier: Apache-2.0

import { actsFor, type Actor } from '../actor.js';
import { DomainError } from '../errors.js';
import { requireHolder } from '../twin/holder-rules.js';
import type { BatteryStatus } from './status.js';
import { recyclableFrom, requireStatus } from './status-rules.js';

/** A recycler records what it does with a battery that it holds and whose life has ended. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function requireRecyclable(status: BatteryStatus, actor: Actor): void {
  requireHolder(status, actor);
  requireStatus(status, recyclableFrom, 'a recycler works on batteries whose life has ended');
}

/**
 * The last step of all, by the recycler that has both title and custody, under the hash of its materials record.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, NOT_SEALED (no such materials record), CONFLICT (a move is open)
 */
export function recycled(
  status: BatteryStatus,
  materialsHash: string | undefined,
  actor: Actor,
  now: string,
): BatteryStatus {
  if (!actsFor(actor, status.title) || !actsFor(actor, status.custody)) {
    throw new DomainError('FORBIDDEN', `only who has title and custody of ${status.batteryId} may recycle it`, {
      id: status.batteryId,
      title: status.title,
      custody: status.custody,
    });
  }
  requireStatus(status, recyclableFrom, 'it is recycled once its life has ended');
  const open = status.openTitleMove ?? status.openCustodyMove;
  if (open !== undefined) {
    throw new DomainError('CONFLICT', `a move of ${status.batteryId} is open`, { id: status.batteryId, moveId: open });
  }
  if (materialsHash === undefined) {
    throw new DomainError('NOT_SEALED', `${status.batteryId} has no such record of recovered materials`, {
      id: status.batteryId,
    });
  }
  return { ...status, status: 'recycled', since: now };
}
