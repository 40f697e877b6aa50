// SPDX-License-Identifier: Apache-2.0
import { ClaimEvidence, commitmentOf, transactions, type InputOf, type z } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

/** How a carrier answers a claim, which the path names; the evidence is sealed. */
export const claimAnswerSchema = transactions['logistics:answerClaim'].input
  .omit({ claimId: true, evidenceCommitment: true })
  .extend({ evidence: ClaimEvidence.omit({ claimId: true, salt: true }) });

/** See {@link claimAnswerSchema}. */
export type ClaimAnswer = z.output<typeof claimAnswerSchema>;

/** What the steps send: the public answer, and the private evidence that it commits to. */
export interface ClaimAnswerPlan {
  readonly answer: InputOf<'logistics:answerClaim'>;
  readonly evidence: ClaimEvidence;
}

/** Salts the evidence and commits to it. */
export function planClaimAnswer(claimId: string, { evidence, ...answer }: ClaimAnswer, salt: SaltOf): ClaimAnswerPlan {
  const sealed = { ...evidence, claimId, salt: salt(0) };
  return { answer: { ...answer, claimId, evidenceCommitment: commitmentOf(sealed) }, evidence: sealed };
}
