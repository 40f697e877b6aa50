// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  arrive,
  cancel,
  checkFree,
  checkSameOffer,
  decide,
  offer,
} from '@wattpass/chaincode/domain/logistics/agreement-rules.js';
import { actorOf, agreementIn, batch } from '../../../../support/factories.js';
import { refusedAtOnce } from '../../../../support/refused.js';

const now = '2026-11-22T12:00:00.000Z';
const made = { id: 'b'.repeat(32), now, ruleVersion: 4 };
const { thresholds } = agreementIn('offered');
const request = { batchId: 'B-1', carrier: 'LogisticsMSP', thresholds, dueAt: '2026-11-22T12:00:00.001Z' };

describe('the offer of a transport', () => {
  it('is due a millisecond ahead at the least', () => {
    const agreement = offer(request, batch, actorOf('producer'), made);
    assert.deepEqual(
      [agreement.status, agreement.ruleVersion, agreement.offeredAt, agreement.discrepancies],
      ['offered', 4, now, []],
    );
    const late = { ...request, dueAt: now };
    const { data } = refusedAtOnce('RULE_VIOLATION', () => offer(late, batch, actorOf('producer'), made));
    assert.equal(data['rule'], 'dueAt');
  });

  it('compares instants and not their texts', () => {
    const whole = { ...request, dueAt: '2026-11-22T12:00:00Z' };
    refusedAtOnce('RULE_VIOLATION', () => offer(whole, batch, actorOf('producer'), made));
  });

  it('is for the consignor: its organisation, its role and, where it is a person, that person', () => {
    for (const stranger of [
      actorOf('producer', { mspId: 'OtherMSP' }),
      actorOf('operator', { mspId: 'ProducerMSP' }),
      actorOf('operator'),
    ]) {
      refusedAtOnce('FORBIDDEN', () => offer(request, batch, stranger, made));
    }
    const personal = { ...batch, consignor: { ...batch.consignor, actorId: 'c'.repeat(32) } };
    refusedAtOnce('FORBIDDEN', () => offer(request, personal, actorOf('producer'), made));
    offer(request, personal, actorOf('producer', { id: 'c'.repeat(32) }), made);
  });

  it('is the same only with the same content', () => {
    const existing = offer(request, batch, actorOf('producer'), made);
    checkSameOffer(existing, request);
    for (const change of [
      { batchId: 'B-2' },
      { carrier: 'OtherMSP' },
      { dueAt: '2026-11-22T12:00:00.002Z' },
      { thresholds: { ...thresholds, maxMilliCelsius: 1 } },
    ]) {
      refusedAtOnce('ALREADY_EXISTS', () => {
        checkSameOffer(existing, { ...request, ...change });
      });
    }
  });

  it('needs a batch that does not travel and has not travelled', () => {
    checkFree(undefined);
    checkFree(agreementIn('declined'));
    checkFree(agreementIn('cancelled'));
    for (const status of ['offered', 'accepted', 'inTransit', 'arrived', 'delivered'] as const) {
      refusedAtOnce('CONFLICT', () => {
        checkFree(agreementIn(status));
      });
    }
  });
});

describe('the steps of a transport', () => {
  it('note when they were taken', () => {
    const carrier = actorOf('logistics');
    assert.equal(decide(agreementIn('offered'), carrier, 'declined', now).decidedAt, now);
    assert.equal(arrive(agreementIn('inTransit'), carrier, now).arrivedAt, now);
    assert.equal(cancel(agreementIn('accepted'), actorOf('producer'), now).decidedAt, now);
  });

  it('belong to the carrier in its role as one', () => {
    for (const stranger of [
      actorOf('logistics', { mspId: 'OtherMSP' }),
      actorOf('operator', { mspId: 'LogisticsMSP' }),
    ]) {
      refusedAtOnce('FORBIDDEN', () => decide(agreementIn('offered'), stranger, 'accepted', now));
      refusedAtOnce('FORBIDDEN', () => arrive(agreementIn('inTransit'), stranger, now));
    }
  });
});
