// SPDX-License-Identifier: Apache-2.0

import {
  answerClaim as answerRule,
  closeClaim as closeRule,
  confirmEvidence,
  withdrawClaim as withdrawRule,
} from '../../domain/logistics/claim-rules.js';
import { Claim } from '../../domain/logistics/claim.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { announceClaim } from './announce-claim.js';

/** The carrier answers and commits to its evidence; the same answer again changes nothing. */
export const answerClaim: Handler<'logistics:answerClaim'> = (session, { claimId, ...answer }) =>
  stepClaim(session, claimId, (claim) => answerRule(claim, answer, session.actor, session.now));

/** Every endorser compares the hash of the sealed evidence, which it may not read itself, with the commitment. */
export const confirmClaimEvidence: Handler<'logistics:confirmClaimEvidence'> = async (session, { claimId }) => {
  const sealed = await session.ledger.privateHash('logisticsDetail', keys.claimEvidence(claimId));
  return stepClaim(session, claimId, (claim) => confirmEvidence(claim, sealed, session.actor));
};

/** The claimant is done with an evidenced claim. */
export const closeClaim: Handler<'logistics:closeClaim'> = (session, { claimId }) =>
  stepClaim(session, claimId, (claim) => closeRule(claim, session.actor, session.now));

/** The claimant takes a claim back. */
export const withdrawClaim: Handler<'logistics:withdrawClaim'> = (session, { claimId }) =>
  stepClaim(session, claimId, (claim) => withdrawRule(claim, session.actor, session.now));

/** A rule that answers with the claim it was given has found a repeat: nothing is written then. */
async function stepClaim(session: Session, id: string, rule: (claim: Claim) => Claim): Promise<Claim> {
  const claim = await load(session.ledger, Claim, keys.claim(id));
  const next = rule(claim);
  if (next !== claim) {
    await save(session.ledger, keys.claim(id), next);
    announceClaim(session, next);
  }
  return next;
}
