// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Move } from '@wattpass/chaincode/domain';
import { carrierParty, handOver } from '@wattpass/chaincode/domain/logistics/custody-rules.js';
import { statusOf } from '../../../../support/factories.js';
import { refusedAtOnce } from '../../../../support/refused.js';

const from = { mspId: 'OperatorMSP', role: 'operator' as const };
const to = carrierParty('LogisticsMSP');
const now = '2026-11-22T12:00:00.000Z';
const move = (expiresAt: string, kind: Move['kind'] = 'custody'): Move => ({
  id: 'c'.repeat(32),
  batteryId: 'T1',
  kind,
  from,
  to: { mspId: 'UserMSP', role: 'user' },
  status: 'offered',
  offeredAt: '2026-11-01T00:00:00.000Z',
  expiresAt,
  ruleVersion: 1,
});

describe('handing a battery over', () => {
  it('changes its custody and nothing else', () => {
    assert.deepEqual(handOver(statusOf(), undefined, { from, to, now }), { status: statusOf({ custody: to }) });
  });

  it('takes a person of the organisation for another holder', () => {
    const custody = { ...from, actorId: 'f'.repeat(32) };
    refusedAtOnce('CONFLICT', () => handOver(statusOf({ custody }), undefined, { from, to, now }));
  });

  it('waits for an offer until its last instant has passed', () => {
    const status = statusOf({ openCustodyMove: 'c'.repeat(32) });
    refusedAtOnce('CONFLICT', () => handOver(status, move(now), { from, to, now }));
    const expired = move('2026-11-22T11:59:59.999Z');
    assert.deepEqual(handOver(status, expired, { from, to, now }), {
      status: statusOf({ custody: to }),
      lapsed: { ...expired, status: 'expired', decidedAt: now },
    });
  });

  it('clears both sides of an offer of title and custody that has run out', () => {
    const both = { openCustodyMove: 'c'.repeat(32), openTitleMove: 'c'.repeat(32) };
    const expired = move('2026-11-22T11:00:00.000Z', 'titleAndCustody');
    const { status } = handOver(statusOf(both), expired, { from, to, now });
    assert.deepEqual(status, statusOf({ custody: to }));
  });

  for (const status of ['announced', 'recycled'] as const) {
    it(`refuses a battery that is ${status}`, () => {
      refusedAtOnce('ILLEGAL_STATUS', () => handOver(statusOf({ status }), undefined, { from, to, now }));
    });
  }
});
