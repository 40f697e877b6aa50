// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@wattpass/chaincode/domain';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';
import type { ClaimAnswerPlan } from './claim-answer.js';

/** The plan, and what the last step answered. */
export type ClaimAnswerProgress = ClaimAnswerPlan & { readonly claim?: Claim };

/** Answers a claim with a commitment, seals the evidence in private, and confirms the one by the other. */
export function claimAnswerSaga(contracts: ContractClient): Saga<ClaimAnswerProgress, Claim> {
  return {
    kind: 'answer-claim',
    steps: [
      {
        name: 'answer',
        run: async (caller, plan) => ({
          receipt: await contracts.submit(caller, 'logistics:answerClaim', plan.answer),
          payload: plan,
        }),
      },
      {
        name: 'seal',
        run: async (caller, plan) => {
          const { claimId } = plan.answer;
          const { evidence } = plan;
          const receipt = await contracts.submitPrivate(caller, 'logistics:sealClaimEvidence', { claimId }, evidence);
          return { receipt, payload: plan };
        },
      },
      {
        name: 'confirm',
        run: async (caller, plan) => {
          const { claimId } = plan.answer;
          const receipt = await contracts.submit(caller, 'logistics:confirmClaimEvidence', { claimId });
          return { receipt, payload: { ...plan, claim: receipt.result } };
        },
      },
    ],
    result: ({ claim }) => leftBy('confirm', claim),
  };
}
