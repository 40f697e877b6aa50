// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import { invalidItem, refuseRepeats } from '../at-item.js';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { requireCarrier, requireParty, step } from './agreement-rules.js';
import type { Agreement, Discrepancy } from './agreement.js';
import type { Batch } from './batch.js';

/** How many ids an error names; it counts the others. */
const NAMED = 20;

/** What a scan shows against a batch's list; each id once, however often its tag was read. */
export interface Scan {
  /** Of the batch and scanned, in the batch's order. */
  readonly present: readonly string[];
  /** Of the batch and not scanned, in the batch's order. */
  readonly missing: readonly string[];
  /** Scanned and not of the batch, in the order of the scan. */
  readonly unexpected: readonly string[];
}

/** Compares the tags read with the batch's list. */
export function compareScan(batch: Pick<Batch, 'batteryIds'>, scanned: readonly string[]): Scan {
  const read = new Set(scanned);
  const listed = new Set(batch.batteryIds);
  return {
    present: batch.batteryIds.filter((id) => read.has(id)),
    missing: batch.batteryIds.filter((id) => !read.has(id)),
    unexpected: [...read].filter((id) => !listed.has(id)),
  };
}

/**
 * The carrier picks the batch up: every item of it scanned, and nothing else. The same pick-up again changes nothing.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, RULE_VIOLATION (`scanEveryItem`) naming what is missing and unknown.
 */
export function pickUp(
  agreement: Agreement,
  batch: Batch,
  scanned: readonly string[],
  actor: Actor,
  now: string,
): Agreement {
  requireCarrier(agreement, actor);
  const next = agreement.status === 'inTransit' ? agreement : { ...step(agreement, 'inTransit'), pickedUpAt: now };
  const { missing, unexpected } = compareScan(batch, scanned);
  if (missing.length > 0 || unexpected.length > 0) {
    throw new DomainError('RULE_VIOLATION', scanRefusal(missing, unexpected), {
      rule: 'scanEveryItem',
      missing: missing.slice(0, NAMED),
      missingCount: missing.length,
      unknown: unexpected.slice(0, NAMED),
      unknownCount: unexpected.length,
    });
  }
  return next;
}

function scanRefusal(missing: readonly string[], unknown: readonly string[]): string {
  const naming = (what: string, ids: readonly string[]): string[] =>
    ids.length === 0 ? [] : [`${what} (${ids.length}): ${ids.slice(0, NAMED).join(', ')}`];
  return `/scanned: ${[...naming('missing', missing), ...naming('not of this batch', unknown)].join('; ')}`;
}

/** An item that the receiver found damaged. */
export type Damage = Pick<Discrepancy, 'batteryId' | 'note'>;

/**
 * The receiver takes what it scanned; what is missing, damaged or unexpected goes on record. The same receipt again changes
 * nothing.
 * @returns the delivered agreement (the one given, for a repeat), and the ids whose custody passes to the receiver.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, INVALID_INPUT where a damaged item was not scanned or stands twice.
 */
export function receive(
  agreement: Agreement,
  batch: Batch,
  found: { readonly scanned: readonly string[]; readonly damaged: readonly Damage[] },
  actor: Actor,
  now: string,
): { agreement: Agreement; received: readonly string[] } {
  requireParty(actor, agreement.receiver, 'only the receiver of this agreement may do this');
  const isDelivered = agreement.status === 'delivered';
  const next = isDelivered ? agreement : step(agreement, 'delivered');
  checkDamaged(found.scanned, found.damaged);
  const { present, missing, unexpected } = compareScan(batch, found.scanned);
  const discrepancies: Discrepancy[] = [
    ...missing.map((batteryId) => ({ batteryId, kind: 'missing' as const })),
    ...found.damaged.map((damage) => ({ ...damage, kind: 'damaged' as const })),
    ...unexpected.map((batteryId) => ({ batteryId, kind: 'unexpected' as const })),
  ];
  if (!isDelivered) {
    return { agreement: { ...next, deliveredAt: now, discrepancies }, received: present };
  }
  if (canonicalJson(discrepancies) !== canonicalJson([...agreement.discrepancies])) {
    step(agreement, 'delivered'); // delivered already, and otherwise
  }
  return { agreement, received: [] };
}

function checkDamaged(scanned: readonly string[], damaged: readonly Damage[]): void {
  const ids = damaged.map(({ batteryId }) => batteryId);
  refuseRepeats('damaged', ids, 'batteryId');
  const stray = ids.findIndex((id) => !scanned.includes(id));
  if (stray >= 0) {
    throw invalidItem('damaged', stray, 'a damaged item must be among the scanned ones', 'batteryId');
  }
}
