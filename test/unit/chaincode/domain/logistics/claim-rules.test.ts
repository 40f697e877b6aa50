// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultRuleParameters, type Agreement } from '@wattpass/chaincode/domain';
import { confirmEvidence, isAnsweredSo, openClaim } from '@wattpass/chaincode/domain/logistics/claim-rules.js';
import { actorOf, agreementIn, batch } from '../../../../support/factories.js';
import { refusedAtOnce } from '../../../../support/refused.js';

const request = { agreementId: 'b'.repeat(32), kind: 'shock' as const, batteryIds: ['T2'], statement: 'shock' };
const deliveredAt = '2026-11-22T12:00:00.000Z';
const rules = {
  version: 3,
  parameters: { ...defaultRuleParameters, claimWindowSeconds: 60 },
  effectiveFrom: '2026-01-01T00:00:00.000Z',
};
const openAt = (now: string, agreement: Agreement = agreementIn('delivered', { deliveredAt })) =>
  openClaim(request, agreement, batch, actorOf('operator'), { id: 'c'.repeat(32), now, rules });

describe('the claim window', () => {
  it('includes its last millisecond', () => {
    assert.equal(openAt('2026-11-22T12:01:00.000Z').ruleVersion, 3);
  });

  it('excludes the next one, and says when it closed and under which rules', () => {
    const { data } = refusedAtOnce('RULE_VIOLATION', () => openAt('2026-11-22T12:01:00.001Z'));
    assert.deepEqual(data, { rule: 'claimWindow', closesAt: '2026-11-22T12:01:00.000Z', ruleVersion: 3 });
  });

  it('does not run before delivery', () => {
    assert.equal(openAt('2027-11-22T12:00:00.000Z', agreementIn('inTransit')).status, 'open');
  });
});

describe('a claim', () => {
  const answer = { accepted: true, statement: 'so it was', evidenceCommitment: 'd'.repeat(64) };
  const open = openAt(deliveredAt);
  const answered = { ...open, status: 'answered' as const, answer: { ...answer, at: deliveredAt } };
  const carrier = actorOf('logistics');

  it('knows its own answer, whenever it was given', () => {
    assert.ok(isAnsweredSo(answered, answer));
    assert.ok(!isAnsweredSo(open, answer));
    assert.ok(!isAnsweredSo(answered, { ...answer, accepted: false }));
    assert.ok(!isAnsweredSo(answered, { ...answer, evidenceCommitment: 'e'.repeat(64) }));
  });

  it('is evidenced by the announced hash alone', () => {
    assert.equal(confirmEvidence(answered, 'd'.repeat(64), carrier).status, 'evidenced');
    refusedAtOnce('NOT_SEALED', () => confirmEvidence(answered, undefined, carrier));
    refusedAtOnce('COMMITMENT_MISMATCH', () => confirmEvidence(answered, 'e'.repeat(64), carrier));
    refusedAtOnce('FORBIDDEN', () => confirmEvidence(answered, 'd'.repeat(64), actorOf('operator')));
    refusedAtOnce('ILLEGAL_STATUS', () => confirmEvidence(open, 'd'.repeat(64), carrier));
  });
});
