// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { sha256 } from '../doubles/commitment.js';
import { at, batteryId, certificate, evidence, passport, recordId, status } from '../doubles/records.js';
import { sealedText } from '../doubles/sealed.js';
import { TestGateway } from '../doubles/test-gateway.js';

const body = { batteryId, kind: 'repurposed', evidence };
const confirmed = { ...certificate, status: 'confirmed', confirmedAt: at, passportId: passport.id };
const certified = { certificate: confirmed, passport, status: { ...status, status: 'certified' } };

describe('gateway-api: issuing certificates over HTTP', () => {
  let gateway: TestGateway;
  let recycler: string;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
    recycler = await gateway.signIn({ name: 'rita', role: 'recycler' });
    gateway.ledger
      .on('battery:announceCertificate', () => certificate)
      .on('battery:sealCertificateEvidence', () => ({ certificateId: recordId }))
      .on('battery:confirmCertificate', () => certified);
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('announces, seals the evidence under the announced id, confirms, and says where the certificate is', async () => {
    const answer = await gateway.post('/api/v1/certificates', body, { authorization: recycler });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const { certificate: issued, passport: next, status: now, txIds } = answer.body as Record<string, unknown>;
    assert.deepEqual({ certificate: issued, passport: next, status: now }, certified);
    assert.equal((txIds as string[]).length, 3);
    assert.equal(answer.headers['location'], `/api/v1/certificates/${recordId}`);
    const [announce, seal, confirm] = gateway.ledger.calls;
    const commitment = (JSON.parse(announce?.input ?? '') as { evidenceCommitment: string }).evidenceCommitment;
    assert.equal(commitment, sha256(sealedText(seal)));
    assert.deepEqual(JSON.parse(seal?.input ?? ''), { certificateId: recordId });
    assert.deepEqual(JSON.parse(confirm?.input ?? ''), { certificateId: recordId });
  });

  it('says which step was refused, and by which rule', async () => {
    gateway.ledger.on('battery:confirmCertificate', () => {
      throw new FabricError('RULE_VIOLATION', 'the state of health is too low', {
        data: { rule: 'secondLifeMinimumSoh' },
      });
    });
    const answer = await gateway.post('/api/v1/certificates', body, { authorization: recycler });
    assert.equal(answer.status, 422);
    assert.equal(answer.body['code'], 'RULE_VIOLATION');
    assert.match(String(answer.body['detail']), /confirm/);
    assert.equal((answer.body['data'] as { rule: string }).rule, 'secondLifeMinimumSoh');
    assert.equal((answer.body['txIds'] as string[]).length, 2);
  });
});
