// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { certificationSchema, planCertification } from '@wattpass/gateway-api/internal/batteries/certification.js';
import { sha256 } from '../doubles/commitment.js';
import { batteryId, evidence } from '../doubles/records.js';

const salt = '11'.repeat(16);
const request = { batteryId, kind: 'repurposed', evidence };

describe('gateway-api: the plan of a certification', () => {
  it('commits to the canonical JSON of the evidence and names the battery in it', () => {
    const plan = planCertification(certificationSchema.parse(request), () => salt);
    const canonical =
      '{"batteryId":"09521234543213-S1","results":[{"passed":true,"test":"insulation"}],' +
      `"salt":"${salt}","soh":810000,"statement":"fit for stationary use","testStandard":"UL 1974",` +
      '"testedAt":"2026-03-01T08:00:00Z"}';
    assert.deepEqual(plan.announcement, { batteryId, kind: 'repurposed', evidenceCommitment: sha256(canonical) });
    assert.deepEqual(plan.evidence, { ...evidence, batteryId, salt });
  });

  it('refuses a second-life code that breaks its standard, and a state of health over 100 %', () => {
    assert.equal(certificationSchema.safeParse({ ...request, secondLifeCode: '031ME0185W0000001RX' }).success, false);
    const tooHealthy = { ...request, evidence: { ...evidence, soh: 1_000_001 } };
    assert.equal(certificationSchema.safeParse(tooHealthy).success, false);
  });
});
