// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { checkReceiver, checkSameBatch, newBatch } from '@wattpass/chaincode/domain/logistics/batch-rules.js';
import { actorOf, batch, statusOf } from '../../../../support/factories.js';
import { refusedAtOnce } from '../../../../support/refused.js';

const { id, batteryIds, receiver, date } = batch;
const request = { id, batteryIds, receiver, date };
const operator = actorOf('operator');
const now = '2026-11-22T12:00:00.000Z';

describe('a batch', () => {
  it('leaves the custody its batteries are in', () => {
    const made = newBatch(request, [statusOf(), statusOf(), statusOf()], operator, now);
    assert.deepEqual(made.consignor, { mspId: 'OperatorMSP', role: 'operator' });
    assert.equal(made.count, 3);
  });

  it("leaves a person's own custody under that person's name", () => {
    const custody = { mspId: 'OperatorMSP', role: 'operator' as const, actorId: operator.id };
    assert.deepEqual(newBatch(request, [statusOf({ custody })], operator, now).consignor, custody);
  });

  it('leaves one custody only', () => {
    const own = { mspId: 'OperatorMSP', role: 'operator' as const, actorId: operator.id };
    const mixed = [statusOf(), statusOf(), statusOf({ custody: own })];
    const { data } = refusedAtOnce('INVALID_INPUT', () => newBatch(request, mixed, operator, now));
    assert.equal(data['pointer'], '/batteryIds/2');
  });

  it("does not leave somebody else's custody", () => {
    const custody = { mspId: 'OperatorMSP', role: 'operator' as const, actorId: 'f'.repeat(32) };
    const { data } = refusedAtOnce('FORBIDDEN', () => newBatch(request, [statusOf({ custody })], operator, now));
    assert.equal(data['index'], 0);
  });

  it('goes to producers, operators and recyclers', () => {
    for (const role of ['producer', 'operator', 'recycler'] as const) {
      checkReceiver({ mspId: 'XMSP', role });
    }
    for (const role of ['logistics', 'user', 'station'] as const) {
      refusedAtOnce('RULE_VIOLATION', () => {
        checkReceiver({ mspId: 'XMSP', role });
      });
    }
  });

  it('is the same only with the same content in the same order, by the same consignor', () => {
    checkSameBatch(batch, request, actorOf('producer'));
    for (const other of [
      { ...request, date: '2026-11-23' },
      { ...request, batteryIds: ['T2', 'T1', 'T3'] },
      { ...request, receiver: { ...receiver, mspId: 'OtherMSP' } },
    ]) {
      refusedAtOnce('ALREADY_EXISTS', () => {
        checkSameBatch(batch, other, actorOf('producer'));
      });
    }
    refusedAtOnce('ALREADY_EXISTS', () => {
      checkSameBatch(batch, request, actorOf('operator'));
    });
  });
});
