// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CHARGE, DISCHARGE, IDLE, type ChargeSituation } from '@wattpass/fl-aggregator';
import { defaultPace, quantilePolicy } from '@wattpass/fleet';
import { tradingCalendar } from '@wattpass/fleet/internal/scenarios/trading-day/calendar.js';
import { gridPrices, slotPlan } from '@wattpass/fleet/internal/scenarios/trading-day/slot-terms.js';
import { firstHour, testPrices } from './lives.js';

describe('the calendar of a trading run', () => {
  const prices = testPrices();

  it('names slots by the hours of the price file', () => {
    const calendar = tradingCalendar(prices, { from: '2023-05-02', days: 2 });
    assert.deepEqual([calendar.from, calendar.to], [firstHour, firstHour + 48]);
    assert.deepEqual(calendar.slotOf(firstHour + 25), {
      slot: '2023-05-03T01:00:00Z',
      deliveryEnd: '2023-05-03T02:00:00Z',
    });
    assert.equal(calendar.isTraded(firstHour + 23), true);
  });

  it('trades part of each day where asked to', () => {
    const calendar = tradingCalendar(prices, { from: '2023-05-02', days: 2, firstSlot: 8, slotsPerDay: 3 });
    const traded = Array.from({ length: 48 }, (_, hour) => hour).filter((hour) => calendar.isTraded(firstHour + hour));
    assert.deepEqual(traded, [8, 9, 10, 32, 33, 34]);
  });

  it('ends a month after the first day it takes by itself, or where the series ends', () => {
    assert.equal(tradingCalendar(testPrices(40, firstHour), { days: 2 }).from, firstHour + 10 * 24);
    assert.equal(tradingCalendar(testPrices(31, firstHour), { days: 31 }).from, firstHour);
  });

  it('refuses days whose prices are not all known', () => {
    const gap = testPrices();
    gap.prices[30] = NaN;
    assert.throws(() => tradingCalendar(gap, { from: '2023-05-02', days: 2 }), RangeError);
    assert.throws(() => tradingCalendar(prices, { from: '2024-05-02', days: 1 }), RangeError);
    assert.throws(() => tradingCalendar(prices, { from: 'monday', days: 1 }), RangeError);
  });
});

describe('the terms of a slot', () => {
  it('are the day-ahead price for who sells, with ten cents of network charges for who buys', () => {
    assert.deepEqual(gridPrices(0.12), { floor: 120_000, ceiling: 220_000 });
    assert.deepEqual(gridPrices(-0.05), { floor: 0, ceiling: 50_000 });
    assert.deepEqual(gridPrices(-0.5), { floor: 0, ceiling: 10_000 });
  });

  it('keep the ledger’s rules at any price: bounds in order, a price between the fees, deadlines apart', () => {
    const calendar = tradingCalendar(testPrices(), { from: '2023-05-02', days: 1 });
    const now = new Date('2026-11-22T10:00:00Z');
    fc.assert(
      fc.property(fc.double({ min: -1, max: 5, noNaN: true }), (price) => {
        const plan = slotPlan(calendar, firstHour, price, { pace: defaultPace, now, ahead: 30 });
        const bounds = [0, plan.exportPrice, plan.floor, plan.ceiling, plan.importPrice, (plan.ceiling * 12) / 10];
        assert.deepEqual(
          bounds,
          [...bounds].sort((a, b) => a - b),
        );
        assert.ok(plan.floor + plan.sellFee <= plan.ceiling - plan.buyFee);
        const times = [plan.closeFrom, plan.closeBy, plan.clearBy, plan.deliverFrom, plan.readBy].map(Date.parse);
        assert.deepEqual(
          times.map((time) => (time - now.getTime()) / 1000),
          [0, 90, 150, 240, 255],
        );
      }),
    );
  });
});

describe('the price-quantile rule', () => {
  const decide = quantilePolicy(0.35, 0.35)({} as never, { prices: new Float64Array(), required: 0 });
  const at = (known: readonly number[], energy = 20, required = 48): ChargeSituation => {
    return { energy, required, localHour: 8, hoursLeft: known.length, known: Float64Array.from(known) };
  };

  it('buys where the price is among the lowest third and sells where it is among the highest', () => {
    assert.equal(decide(at([0.1, 0.2, 0.3, 0.4])), CHARGE);
    assert.equal(decide(at([0.2, 0.1, 0.3, 0.4])), CHARGE);
    assert.equal(decide(at([0.25, 0.1, 0.2, 0.4, 0.3])), IDLE);
    assert.equal(decide(at([0.4, 0.1, 0.2, 0.3])), DISCHARGE);
  });

  it('charges what is missing where all prices are alike, and nothing else', () => {
    assert.equal(decide(at([0.2, 0.2])), CHARGE);
    assert.equal(decide(at([0.2, 0.2], 50)), IDLE);
    assert.equal(decide(at([0.2])), CHARGE);
  });
});
