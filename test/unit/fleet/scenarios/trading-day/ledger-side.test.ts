// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { ProblemError } from '@wattpass/gateway-api/client';
import { RefusalLog } from '@wattpass/fleet/internal/scenarios/trading-day/refusal-log.js';
import { replayed, type ScoreChange } from '@wattpass/fleet/internal/scenarios/trading-day/replayed-score.js';
import { tradedSlot } from '@wattpass/fleet/internal/scenarios/trading-day/collect-result.js';

const terms = { start: 500_000, minimum: 200_000 };

function change(role: 'seller' | 'buyer', reason: ScoreChange['reason'], before: number, after: number): ScoreChange {
  const slot = { leag: 'north', slot: '2023-05-02T08:00:00Z' };
  const energy = { contractedWh: 5_000, meteredWh: reason === 'delivered' ? 5_000 : 0 };
  return { role, reason, ruleVersion: 1, slot, at: '2023-05-02T09:00:00Z', before, after, ...energy };
}

describe('a replayed score', () => {
  it('is the buyer’s until something was sold, then the mean of both', () => {
    const bought = change('buyer', 'delivered', 500_000, 516_667);
    assert.deepEqual(replayed([bought], terms), {
      ...{ start: 0.5, end: 0.516667, lowest: 0.5, barred: false, falls: [] },
    });
    const sold = change('seller', 'delivered', 500_000, 510_000);
    assert.equal(replayed([bought, sold], terms).end, 0.513333);
  });

  it('keeps the lowest, every fall with its reason, and whether a role was ever barred', () => {
    const score = replayed(
      [
        change('seller', 'shortfall', 500_000, 460_000),
        change('seller', 'excused', 460_000, 460_000),
        change('seller', 'shortfall', 460_000, 190_000),
        change('seller', 'restored', 190_000, 250_000),
        change('buyer', 'restored', 500_000, 500_000),
      ],
      terms,
    );
    assert.deepEqual([score.end, score.lowest, score.barred], [0.375, 0.345, true]);
    assert.deepEqual(
      score.falls.map(({ reason, before, after }) => [reason, before, after]),
      [
        ['shortfall', 0.5, 0.46],
        ['shortfall', 0.46, 0.19],
      ],
    );
  });
});

describe('a slot as the report has it', () => {
  const slot = {
    leag: 'north',
    slot: '2023-05-02T08:00:00Z',
    floor: 100,
    ceiling: 200,
    mechanism: { kind: 'truthful' },
  };
  const result = {
    ...{ price: 150, orders: 4, volumeWh: 900, boughtWh: 1_000, soldWh: 1_200, gridSoldWh: 100, gridBoughtWh: 300 },
    ...{ paid: '155', received: '160', gridReceived: '20', gridPaid: '30', surplus: '3', fees: '2' },
  };

  it('counts the grid on both sides: bought = sold, paid = received + fees', () => {
    const traded = tradedSlot({ slot: { ...slot, state: 'SETTLED' }, cleared: { result } } as never);
    assert.deepEqual([traded.boughtWh, traded.soldWh, traded.gridWh], [1_300, 1_300, 400]);
    assert.deepEqual([traded.paid, traded.received, traded.fees], [185, 180, 5]);
    assert.deepEqual([traded.status, traded.reason, traded.price], ['SETTLED', null, 150]);
  });

  it('traded nothing if it is void', () => {
    const voided = { at: '2026-11-22T10:00:00Z', reason: 'not attested by then' };
    const traded = tradedSlot({ slot: { ...slot, state: 'VOID', voided }, cleared: { result } } as never);
    assert.deepEqual([traded.boughtWh, traded.paid, traded.price], [0, 0, null]);
    assert.equal(traded.reason, 'not attested by then');
  });
});

describe('the log of refusals', () => {
  const refusal = (code: string, rule: string): ProblemError =>
    new ProblemError('placeOrders', {
      code,
      detail: `no: ${rule}`,
      status: 422,
      retryable: false,
      data: { rule },
    } as never);

  it('counts by attempt, code and rule, and keeps the first detail', async () => {
    const log = new RefusalLog();
    log.note('order', refusal('RULE_VIOLATION', 'barred'));
    await log.expect('order', () => Promise.reject(refusal('RULE_VIOLATION', 'barred')));
    log.note('order', refusal('RULE_VIOLATION', 'slotLimit'));
    assert.deepEqual(
      log.refusals.map(({ rule, count, detail }) => [rule, count, detail]),
      [
        ['barred', 2, 'no: barred'],
        ['slotLimit', 1, 'no: slotLimit'],
      ],
    );
  });

  it('does not take it lying down when something that must be refused is not', async () => {
    const log = new RefusalLog();
    await assert.rejects(
      log.expect('forgery', () => Promise.resolve()),
      /forgery was not refused/,
    );
    await assert.rejects(
      log.expect('forgery', () => Promise.reject(new TypeError('else'))),
      TypeError,
    );
  });
});
