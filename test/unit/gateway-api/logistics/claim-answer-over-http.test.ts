// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { at, claim, hash, otherId, recordId } from '../doubles/records.js';
import { TestGateway } from '../doubles/test-gateway.js';

const answered = {
  ...claim,
  status: 'answered',
  answer: { accepted: false, statement: 'within limits', evidenceCommitment: hash, at },
};

describe('gateway-api: answering claims over HTTP', () => {
  let gateway: TestGateway;
  let carrier: string;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
    carrier = await gateway.signIn({ name: 'lars', role: 'logistics' });
    const record = { kind: 'shock', agreementId: otherId, salt: 'cd'.repeat(16), at, milliG: 3100 };
    gateway.ledger
      .on('logistics:claim', () => claim)
      .on('logistics:details', () => ({ items: [{ id: otherId, by: 'LogisticsMSP', recordedAt: at, record }] }))
      .on('logistics:answerClaim', () => answered)
      .on('logistics:sealClaimEvidence', () => ({ claimId: recordId }))
      .on('logistics:confirmClaimEvidence', () => ({ ...answered, status: 'evidenced' }));
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('answers, seals and confirms, and answers with the evidenced claim', async () => {
    const body = {
      accepted: false,
      statement: 'within limits',
      evidence: { detailIds: [otherId], account: 'the logger says 3.1 g' },
    };
    const answer = await gateway.post(`/api/v1/claims/${recordId}/answer`, body, { authorization: carrier });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.equal(answer.body['status'], 'evidenced');
    assert.deepEqual(gateway.ledger.calls.map((call) => call.transaction).slice(-3), [
      'logistics:answerClaim',
      'logistics:sealClaimEvidence',
      'logistics:confirmClaimEvidence',
    ]);
    const publicText = gateway.ledger.calls.map((call) => call.input).join('');
    assert.equal(publicText.includes('3.1 g'), false);
  });

  it('answers nothing when the evidence names a record that the journey does not have', async () => {
    const evidence = { detailIds: [otherId, recordId], account: 'the logger says 3.1 g' };
    const body = { accepted: false, statement: 'within limits', evidence };
    const before = gateway.ledger.count('logistics:answerClaim');
    const answer = await gateway.post(`/api/v1/claims/${recordId}/answer`, body, { authorization: carrier });
    assert.equal(answer.status, 400);
    assert.deepEqual(
      (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer),
      ['/evidence/detailIds/1'],
    );
    assert.equal(gateway.ledger.count('logistics:answerClaim'), before);
  });
});
