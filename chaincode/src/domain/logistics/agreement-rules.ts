// SPDX-License-Identifier: Apache-2.0

import { actsFor, type Actor, type Party } from '../actor.js';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import type { Agreement } from './agreement.js';
import type { Batch } from './batch.js';
import { checkStep, type Steps } from './steps.js';

/** The status of a transport agreement. */
export type AgreementStatus = Agreement['status'];

/** Which status may follow which. */
export const agreementSteps: Steps<AgreementStatus> = {
  offered: ['accepted', 'declined', 'cancelled'],
  accepted: ['inTransit', 'cancelled'],
  declined: [],
  cancelled: [],
  inTransit: ['arrived'],
  arrived: ['delivered'],
  delivered: [],
};

/** What a consignor offers a carrier. */
export type AgreementRequest = Pick<Agreement, 'batchId' | 'carrier' | 'thresholds' | 'dueAt'>;

/**
 * An offer of a batch's transport.
 * @throws DomainError FORBIDDEN to all but the batch's consignor, RULE_VIOLATION (`dueAt`) where it is due already.
 */
export function offer(
  request: AgreementRequest,
  batch: Batch,
  actor: Actor,
  made: { readonly id: string; readonly now: string; readonly ruleVersion: number },
): Agreement {
  requireParty(actor, batch.consignor, `only the consignor of batch ${batch.id} may offer its transport`);
  if (compareInstants(request.dueAt, made.now) <= 0) {
    throw new DomainError('RULE_VIOLATION', '/dueAt: a transport must be due after it is offered', {
      rule: 'dueAt',
      pointer: '/dueAt',
      now: made.now,
    });
  }
  return {
    ...request,
    id: made.id,
    consignor: batch.consignor,
    receiver: batch.receiver,
    status: 'offered',
    offeredAt: made.now,
    discrepancies: [],
    ruleVersion: made.ruleVersion,
  };
}

/** Tells a repeat of an offer from another under the same key. @throws DomainError ALREADY_EXISTS */
export function checkSameOffer(existing: Agreement, request: AgreementRequest): void {
  const { batchId, carrier, thresholds, dueAt } = existing;
  if (canonicalJson({ batchId, carrier, thresholds, dueAt }) !== canonicalJson({ ...request })) {
    throw new DomainError('ALREADY_EXISTS', `agreement ${existing.id} was offered under this key with other content`, {
      id: existing.id,
    });
  }
}

/**
 * A batch travels once: it can be offered again only after its last offer was declined or cancelled.
 * @throws DomainError CONFLICT
 */
export function checkFree(latest: Agreement | undefined): void {
  if (latest !== undefined && latest.status !== 'declined' && latest.status !== 'cancelled') {
    throw new DomainError('CONFLICT', `batch ${latest.batchId} travels under agreement ${latest.id} already`, {
      agreementId: latest.id,
      status: latest.status,
    });
  }
}

/** The carrier's answer to an offer; the same answer again changes nothing. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function decide(agreement: Agreement, actor: Actor, to: 'accepted' | 'declined', now: string): Agreement {
  requireCarrier(agreement, actor);
  return agreement.status === to ? agreement : { ...step(agreement, to), decidedAt: now };
}

/** The consignor takes the order back, before pick-up; once more changes nothing. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function cancel(agreement: Agreement, actor: Actor, now: string): Agreement {
  requireParty(actor, agreement.consignor, 'only the consignor may cancel a transport');
  return agreement.status === 'cancelled' ? agreement : { ...step(agreement, 'cancelled'), decidedAt: now };
}

/** The carrier reports that it has arrived; once more changes nothing. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function arrive(agreement: Agreement, actor: Actor, now: string): Agreement {
  requireCarrier(agreement, actor);
  return agreement.status === 'arrived' ? agreement : { ...step(agreement, 'arrived'), arrivedAt: now };
}

/** The agreement in its next status. @throws DomainError ILLEGAL_STATUS with the legal ones in `data.legal`. */
export function step(agreement: Agreement, to: AgreementStatus): Agreement {
  checkStep(agreementSteps, 'agreement', agreement, to);
  return { ...agreement, status: to };
}

/** @throws DomainError FORBIDDEN to all but the agreement's carrier. */
export function requireCarrier(agreement: Agreement, actor: Actor): void {
  requireParty(
    actor,
    { mspId: agreement.carrier, role: 'logistics' },
    'only the carrier of this agreement may do this',
  );
}

/** @throws DomainError FORBIDDEN to all who do not act for `party`. */
export function requireParty(actor: Actor, party: Party, why: string): void {
  if (!actsFor(actor, party)) {
    throw new DomainError('FORBIDDEN', why, { party });
  }
}
