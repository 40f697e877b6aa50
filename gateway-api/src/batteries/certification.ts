// SPDX-License-Identifier: Apache-2.0
import { CertificateEvidence, commitmentOf, transactions, type InputOf, type z } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

/** What a recycler gives to certify a battery for another life; the evidence is sealed. */
export const certificationSchema = transactions['battery:announceCertificate'].input
  .omit({ key: true, evidenceCommitment: true })
  .extend({ evidence: CertificateEvidence.omit({ batteryId: true, salt: true }) });

/** See {@link certificationSchema}. */
export type Certification = z.output<typeof certificationSchema>;

/** What the steps send: the public announcement, and the private evidence that it commits to. */
export interface CertificationPlan {
  readonly announcement: Omit<InputOf<'battery:announceCertificate'>, 'key'>;
  readonly evidence: CertificateEvidence;
}

/** Salts the evidence and commits to it. */
export function planCertification({ evidence, ...announcement }: Certification, salt: SaltOf): CertificationPlan {
  const sealed = { ...evidence, batteryId: announcement.batteryId, salt: salt(0) };
  return { announcement: { ...announcement, evidenceCommitment: commitmentOf(sealed) }, evidence: sealed };
}
