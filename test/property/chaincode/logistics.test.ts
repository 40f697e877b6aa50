// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Thresholds } from '@wattpass/chaincode/domain';
import { breachOf } from '@wattpass/chaincode/domain/logistics/detail-rules.js';
import { compareScan, pickUp, receive } from '@wattpass/chaincode/domain/logistics/scan-rules.js';
import fc from 'fast-check';
import { actorOf, agreementIn, batch as example } from '../../support/factories.js';
import { refusedAtOnce } from '../../support/refused.js';

const id = fc.integer({ min: 0, max: 12 }).map((number) => `T${number}`);
const listed = fc.uniqueArray(id, { minLength: 1 });
const scanned = fc.array(id);
const now = '2026-11-22T12:00:00.000Z';

describe('a scan', () => {
  it('puts every listed id in one of present and missing, and every other one in unexpected', () => {
    fc.assert(
      fc.property(listed, scanned, (batteryIds, read) => {
        const { present, missing, unexpected } = compareScan({ batteryIds }, read);
        assert.deepEqual([...present, ...missing].sort(), [...batteryIds].sort());
        assert.deepEqual([...present, ...unexpected].sort(), [...new Set(read)].sort());
      }),
    );
  });

  it('shows the same in whatever order and however often the tags are read', () => {
    fc.assert(
      fc.property(listed, scanned, (batteryIds, read) => {
        const once = compareScan({ batteryIds }, read);
        const again = compareScan({ batteryIds }, [...read].reverse().concat(read));
        assert.deepEqual(again.present, once.present);
        assert.deepEqual(again.missing, once.missing);
        assert.deepEqual(new Set(again.unexpected), new Set(once.unexpected));
      }),
    );
  });

  it('lets a pick-up pass exactly when it shows the batch', () => {
    fc.assert(
      fc.property(listed, scanned, (batteryIds, read) => {
        const work = () => pickUp(agreementIn('accepted'), { ...example, batteryIds }, read, actorOf('logistics'), now);
        if (new Set(read).size === batteryIds.length && batteryIds.every((each) => read.includes(each))) {
          assert.equal(work().status, 'inTransit');
        } else {
          refusedAtOnce('RULE_VIOLATION', work);
        }
      }),
    );
  });

  it('on delivery, accounts for every battery of the batch once: received or missing', () => {
    fc.assert(
      fc.property(listed, scanned, (batteryIds, read) => {
        const { agreement, received } = receive(
          agreementIn('arrived'),
          { ...example, batteryIds },
          { scanned: read, damaged: [] },
          actorOf('operator'),
          now,
        );
        const missing = agreement.discrepancies.filter(({ kind }) => kind === 'missing');
        const accounted = [...received, ...missing.map(({ batteryId }) => batteryId)];
        assert.deepEqual(accounted.sort(), [...batteryIds].sort());
      }),
    );
  });
});

describe('a threshold', () => {
  const limits: fc.Arbitrary<Thresholds> = fc
    .tuple(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: -50_000, max: 0 }), fc.integer({ min: 1, max: 90_000 }))
    .map(([shockMilliG, minMilliCelsius, maxMilliCelsius]) => ({ shockMilliG, minMilliCelsius, maxMilliCelsius }));
  const common = { agreementId: 'b'.repeat(32), salt: 'a'.repeat(32), at: now };

  it('is broken by every value beyond it and by none up to it', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 20_000 }), (agreed, milliG) => {
        const breach = breachOf(agreed, { kind: 'shock', ...common, milliG });
        assert.equal(breach === 'shock', milliG > agreed.shockMilliG);
      }),
    );
    fc.assert(
      fc.property(limits, fc.integer({ min: -99_000, max: 199_000 }), (agreed, milliCelsius) => {
        const breach = breachOf(agreed, { kind: 'temperature', ...common, milliCelsius });
        const kept = agreed.minMilliCelsius <= milliCelsius && milliCelsius <= agreed.maxMilliCelsius;
        assert.equal(breach, kept ? undefined : 'temperature');
      }),
    );
  });

  it('concerns shocks and temperatures alone', () => {
    const agreed = agreementIn('accepted').thresholds;
    assert.equal(breachOf(agreed, { kind: 'checkpoint', ...common, place: 'Kassel' }), undefined);
    assert.equal(breachOf(agreed, { kind: 'receipt', ...common, signedBy: 'Olga' }), undefined);
  });
});
