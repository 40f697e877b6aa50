// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { claimAnswerSchema, planClaimAnswer } from '@wattpass/gateway-api/internal/logistics/claim-answer.js';
import { sha256 } from '../doubles/commitment.js';
import { otherId, recordId } from '../doubles/records.js';

const salt = '22'.repeat(16);
const request = {
  accepted: true,
  statement: 'the lorry braked hard',
  evidence: { detailIds: [otherId], account: 'km 83' },
};

describe("gateway-api: the plan of a claim's answer", () => {
  it('commits to the canonical JSON of the evidence and names the claim in it', () => {
    const plan = planClaimAnswer(recordId, claimAnswerSchema.parse(request), () => salt);
    const canonical = `{"account":"km 83","claimId":"${recordId}","detailIds":["${otherId}"],"salt":"${salt}"}`;
    assert.deepEqual(plan.answer, {
      claimId: recordId,
      accepted: true,
      statement: 'the lorry braked hard',
      evidenceCommitment: sha256(canonical),
    });
    assert.equal(JSON.stringify(plan.answer).includes('km 83'), false);
  });

  it('takes neither claim id nor salt from outside', () => {
    for (const extra of [{ claimId: recordId }, { salt }]) {
      assert.equal(
        claimAnswerSchema.safeParse({ ...request, evidence: { ...request.evidence, ...extra } }).success,
        false,
      );
    }
    assert.equal(claimAnswerSchema.safeParse({ ...request, claimId: recordId }).success, false);
  });
});
