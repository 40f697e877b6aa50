// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { commitmentOf } from '../../domain/digest.js';
import { checkEvidence } from '../../domain/logistics/claim-rules.js';
import { Claim, ClaimEvidence } from '../../domain/logistics/claim.js';
import { StoredLogisticsDetail } from '../../domain/logistics/logistics-detail.js';
import { keys } from '../../ledger/keys.js';
import { encodeRecord, findPrivate, load, loadPrivate } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/**
 * Seals the evidence behind an answer, once: what stands under the announced commitment can be nothing else, so a repeat
 * writes the same bytes again (a transaction that writes nothing is judged by the chaincode's policy, which one organisation
 * cannot meet).
 */
export const sealClaimEvidence: Handler<'logistics:sealClaimEvidence'> = async (session, { claimId }, evidence) => {
  const { ledger, actor } = session;
  const claim = await load(ledger, Claim, keys.claim(claimId));
  checkEvidence(claim, evidence, actor);
  for (const [index, id] of evidence.detailIds.entries()) {
    await atItem('detailIds', index, () =>
      loadPrivate(ledger, StoredLogisticsDetail, 'logisticsDetail', keys.detail(claim.agreementId, id)),
    );
  }
  const at = keys.claimEvidence(claimId);
  const sealed = await findPrivate(ledger, ClaimEvidence, 'logisticsDetail', at);
  await ledger.putPrivate('logisticsDetail', at, encodeRecord(sealed ?? evidence));
  if (sealed === undefined) {
    const commitment = commitmentOf(evidence);
    announce(session, 'claimEvidence.sealed', [{ kind: 'claimEvidence', id: claimId, commitment }]);
  }
  return { claimId };
};
