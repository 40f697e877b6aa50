// SPDX-License-Identifier: Apache-2.0

import { Certificate } from '../../domain/battery/certificate.js';
import { checkEvidence, requireIssuer } from '../../domain/battery/certificate-rules.js';
import { requireCommitment } from '../../domain/commitment-rules.js';
import { sha256Hex } from '../../domain/digest.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { encodeRecord, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/**
 * Seals the evidence behind an announced certificate. A repeat writes the same bytes again, since a transaction that writes
 * nothing is judged by the chaincode's policy, which one organisation cannot meet.
 */
export const sealCertificateEvidence: Handler<'battery:sealCertificateEvidence'> = async (
  session,
  { certificateId },
  evidence,
) => {
  const { ledger, actor } = session;
  const certificate = await load(ledger, Certificate, keys.certificate(certificateId));
  requireIssuer(certificate, actor);
  checkEvidence(certificate, evidence, await rulesOfVersion(ledger, certificate.ruleVersion));
  const bytes = encodeRecord(evidence);
  const commitment = sha256Hex(bytes);
  requireCommitment(`the evidence of certificate ${certificateId}`, certificate.evidenceCommitment, commitment);
  const at = keys.certificateEvidence(certificateId);
  const isSealed = (await ledger.privateHash('recycling', at)) === commitment;
  await ledger.putPrivate('recycling', at, bytes);
  if (!isSealed) {
    announce(session, 'certificateEvidence.sealed', [{ kind: 'certificateEvidence', id: certificateId, commitment }]);
  }
  return { certificateId };
};
