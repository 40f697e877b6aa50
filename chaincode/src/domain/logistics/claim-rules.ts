// SPDX-License-Identifier: Apache-2.0

import { actsFor, type Actor, type Party } from '../actor.js';
import { invalidItem, refuseRepeats } from '../at-item.js';
import { canonicalJson, type Json } from '../canonical-json.js';
import { commitmentOf } from '../digest.js';
import type { RuleVersion } from '../consortium/rule-parameters.js';
import { DomainError } from '../errors.js';
import { compareInstants, secondsAfter } from '../instant.js';
import { requireParty, type AgreementStatus } from './agreement-rules.js';
import type { Agreement } from './agreement.js';
import type { Batch } from './batch.js';
import type { Claim, ClaimEvidence } from './claim.js';
import { checkStatusAmong, checkStep, type Steps } from './steps.js';

/** Which status of a claim may follow which. */
export const claimSteps: Steps<Claim['status']> = {
  open: ['answered', 'withdrawn'],
  answered: ['evidenced', 'withdrawn'],
  evidenced: ['closed'],
  closed: [],
  withdrawn: [],
};

const claimable: readonly AgreementStatus[] = ['inTransit', 'arrived', 'delivered'];

/** What a claimant asks for. */
export type ClaimRequest = Pick<Claim, 'agreementId' | 'kind' | 'batteryIds' | 'statement'>;

/**
 * A claim under an agreement: from pick-up until the claim window after delivery has passed, its last instant included.
 * @throws DomainError FORBIDDEN to all but consignor and receiver, ILLEGAL_STATUS, RULE_VIOLATION (`claimWindow`),
 * INVALID_INPUT naming an item that is not of the batch or stands twice.
 */
export function openClaim(
  request: ClaimRequest,
  agreement: Agreement,
  batch: Batch,
  actor: Actor,
  made: { readonly id: string; readonly now: string; readonly rules: RuleVersion },
): Claim {
  const claimant = claimantOf(agreement, actor);
  checkStatusAmong(claimable, 'agreement', agreement, 'no claim can be opened under it');
  checkWindow(agreement, made.rules, made.now);
  refuseRepeats('batteryIds', request.batteryIds);
  const stray = request.batteryIds.findIndex((id) => !batch.batteryIds.includes(id));
  if (stray >= 0) {
    throw invalidItem('batteryIds', stray, `not of batch ${batch.id}`);
  }
  return {
    ...request,
    id: made.id,
    claimant,
    carrier: agreement.carrier,
    status: 'open',
    openedAt: made.now,
    ruleVersion: made.rules.version,
  };
}

function claimantOf({ consignor, receiver }: Agreement, actor: Actor): Party {
  const claimant = [consignor, receiver].find((party) => actsFor(actor, party));
  if (claimant === undefined) {
    throw new DomainError('FORBIDDEN', 'only consignor and receiver of an agreement may claim under it', {
      consignor,
      receiver,
    });
  }
  return claimant;
}

function checkWindow({ deliveredAt }: Agreement, rules: RuleVersion, now: string): void {
  if (deliveredAt === undefined) {
    return;
  }
  const closesAt = secondsAfter(deliveredAt, rules.parameters.claimWindowSeconds);
  if (compareInstants(now, closesAt) > 0) {
    throw new DomainError('RULE_VIOLATION', `claims could be opened until ${closesAt}`, {
      rule: 'claimWindow',
      closesAt,
      ruleVersion: rules.version,
    });
  }
}

/** Tells a repeat of a claim from another under the same key. @throws DomainError ALREADY_EXISTS */
export function checkSameClaim(existing: Claim, request: ClaimRequest): void {
  const { agreementId, kind, batteryIds, statement } = existing;
  if (canonicalJson({ agreementId, kind, batteryIds, statement }) !== canonicalJson({ ...request })) {
    throw new DomainError('ALREADY_EXISTS', `claim ${existing.id} was opened under this key with other content`, {
      id: existing.id,
    });
  }
}

/** What a carrier answers. */
export type ClaimAnswer = Omit<NonNullable<Claim['answer']>, 'at'>;

/** Whether the claim carries this very answer already, so that it is a repeat. */
export function isAnsweredSo(claim: Claim, answer: ClaimAnswer): boolean {
  return (
    claim.answer !== undefined && canonicalJson({ ...answer, at: claim.answer.at }) === canonicalJson(claim.answer)
  );
}

/** The carrier's answer, with the commitment to its evidence. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function answerClaim(claim: Claim, answer: ClaimAnswer, actor: Actor, now: string): Claim {
  requireClaimCarrier(claim, actor);
  return isAnsweredSo(claim, answer) ? claim : { ...stepTo(claim, 'answered'), answer: { ...answer, at: now } };
}

/**
 * Whether this evidence may be sealed: by the carrier, under an answered claim (a repeat may meet it
 * evidenced), and no other than it announced.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, INVALID_INPUT, COMMITMENT_MISMATCH
 */
export function checkEvidence(claim: Claim, evidence: ClaimEvidence, actor: Actor): void {
  requireClaimCarrier(claim, actor);
  checkStatusAmong(['answered', 'evidenced'], 'claim', claim, 'no evidence can be sealed');
  if (evidence.claimId !== claim.id) {
    const issues = [{ pointer: '/claimId', rule: `the evidence must be of claim ${claim.id}` }];
    throw new DomainError('INVALID_INPUT', `/claimId: the evidence must be of claim ${claim.id}`, { issues });
  }
  requireCommitment(claim, commitmentOf(evidence satisfies Json));
}

/**
 * The answer's evidence is confirmed by the hash of what stands in the collection; a repeat changes nothing.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, NOT_SEALED, COMMITMENT_MISMATCH
 */
export function confirmEvidence(claim: Claim, sealedHash: string | undefined, actor: Actor): Claim {
  requireClaimCarrier(claim, actor);
  if (claim.status === 'evidenced') {
    return claim;
  }
  const next = stepTo(claim, 'evidenced');
  if (sealedHash === undefined) {
    throw new DomainError('NOT_SEALED', `the evidence of claim ${claim.id} has not been sealed`, { id: claim.id });
  }
  requireCommitment(claim, sealedHash);
  return next;
}

/** The claimant is done with an evidenced claim; once more changes nothing. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function closeClaim(claim: Claim, actor: Actor, now: string): Claim {
  return end(claim, 'closed', actor, now);
}

/** The claimant takes back a claim that has no confirmed evidence yet. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function withdrawClaim(claim: Claim, actor: Actor, now: string): Claim {
  return end(claim, 'withdrawn', actor, now);
}

function end(claim: Claim, to: 'closed' | 'withdrawn', actor: Actor, now: string): Claim {
  requireParty(actor, claim.claimant, 'only the claimant may end a claim');
  return claim.status === to ? claim : { ...stepTo(claim, to), closedAt: now };
}

function stepTo(claim: Claim, to: Claim['status']): Claim {
  checkStep(claimSteps, 'claim', claim, to);
  return { ...claim, status: to };
}

function requireClaimCarrier(claim: Claim, actor: Actor): void {
  requireParty(actor, { mspId: claim.carrier, role: 'logistics' }, 'only the carrier of the claim may do this');
}

function requireCommitment(claim: Claim, hash: string): void {
  const announced = claim.answer?.evidenceCommitment;
  if (hash !== announced) {
    throw new DomainError('COMMITMENT_MISMATCH', `the evidence of claim ${claim.id} is not what its answer announced`, {
      id: claim.id,
      announced: announced ?? null,
    });
  }
}
