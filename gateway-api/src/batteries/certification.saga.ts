// SPDX-License-Identifier: Apache-2.0
import type { OutputOf } from '@wattpass/chaincode/domain';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';
import type { CertificationPlan } from './certification.js';

type Certified = OutputOf<'battery:confirmCertificate'>;

/** The plan, the announced certificate's id, and what the last step answered. */
export type CertificationProgress = CertificationPlan & {
  readonly certificateId?: string;
  readonly certified?: Certified;
};

/** Announces a certificate with a commitment, seals its evidence in private, and confirms the one by the other. */
export function certificationSaga(contracts: ContractClient): Saga<CertificationProgress, Certified> {
  return {
    kind: 'issue-certificate',
    steps: [
      {
        name: 'announce',
        run: async (caller, plan) => {
          const input = { key: caller.idempotencyKey, ...plan.announcement };
          const receipt = await contracts.submit(caller, 'battery:announceCertificate', input);
          return { receipt, payload: { ...plan, certificateId: receipt.result.id } };
        },
      },
      {
        name: 'seal',
        run: async (caller, plan) => {
          const { evidence } = plan;
          const input = announced(plan);
          const receipt = await contracts.submitPrivate(caller, 'battery:sealCertificateEvidence', input, evidence);
          return { receipt, payload: plan };
        },
      },
      {
        name: 'confirm',
        run: async (caller, plan) => {
          const receipt = await contracts.submit(caller, 'battery:confirmCertificate', announced(plan));
          return { receipt, payload: { ...plan, certified: receipt.result } };
        },
      },
    ],
    result: ({ certified }) => leftBy('confirm', certified),
  };
}

function announced({ certificateId }: CertificationProgress): { certificateId: string } {
  return { certificateId: leftBy('announce', certificateId) };
}
