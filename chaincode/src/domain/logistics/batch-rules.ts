// SPDX-License-Identifier: Apache-2.0

import { actsFor, sameParty, type Actor, type Party } from '../actor.js';
import { invalidItem } from '../at-item.js';
import { receivers } from '../battery/move-rules.js';
import type { BatteryStatus } from '../battery/status.js';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import type { Batch } from './batch.js';

/** What somebody asks for who puts batteries together into a batch. */
export type BatchRequest = Pick<Batch, 'id' | 'batteryIds' | 'receiver' | 'date'>;

/**
 * A new batch of batteries that are all in the caller's custody, in that of one and the same party.
 * @param statuses of `request.batteryIds`, in their order.
 * @throws DomainError FORBIDDEN or INVALID_INPUT naming the item.
 */
export function newBatch(request: BatchRequest, statuses: readonly BatteryStatus[], actor: Actor, now: string): Batch {
  const consignor = consignorOf(statuses, actor);
  return { ...request, consignor, count: request.batteryIds.length, createdAt: now };
}

function consignorOf(statuses: readonly BatteryStatus[], actor: Actor): Party {
  let consignor: Party = { mspId: actor.mspId, role: actor.role };
  for (const [index, { batteryId, custody }] of statuses.entries()) {
    if (!actsFor(actor, custody)) {
      const pointer = `/batteryIds/${index}`;
      throw new DomainError('FORBIDDEN', `${pointer}: ${batteryId} is not in the caller's custody`, {
        pointer,
        index,
        id: batteryId,
      });
    }
    if (index > 0 && !sameParty(custody, consignor)) {
      throw invalidItem(
        'batteryIds',
        index,
        'a batch leaves one custody; this item is in another than those before it',
      );
    }
    consignor = custody;
  }
  return consignor;
}

/** Checks that custody may pass from a carrier to the receiver. @throws DomainError RULE_VIOLATION (`custodyEdge`) */
export function checkReceiver(receiver: Party): void {
  const legal = receivers('custody', 'logistics');
  if (!legal.includes(receiver.role)) {
    throw new DomainError('RULE_VIOLATION', `/receiver/role: no custody passes from logistics to ${receiver.role}`, {
      rule: 'custodyEdge',
      pointer: '/receiver/role',
      legal: [...legal],
    });
  }
}

/**
 * Tells a repeat of the request that made `existing` from another under the same id.
 * @throws DomainError ALREADY_EXISTS
 */
export function checkSameBatch(existing: Batch, request: BatchRequest, actor: Actor): void {
  const { id, batteryIds, receiver, date } = existing;
  const same = canonicalJson({ id, batteryIds, receiver, date }) === canonicalJson({ ...request });
  if (!same || !actsFor(actor, existing.consignor)) {
    throw new DomainError('ALREADY_EXISTS', `/id: there is another batch ${id}`, { pointer: '/id', id });
  }
}
