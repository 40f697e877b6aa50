// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { dayLater, firstDayOf, weeksOfPrices } from '@wattpass/launch/internal/trading/weeks-of-prices.js';

const report = { unreadable: 0, repeated: 0, disordered: 0, filled: 0, missing: 0 };
/** Prices from 2024-01-01 01:00 on, so that the first day is not whole. */
const series = (hours: number, unknown: readonly number[] = []) => ({
  firstHour: Date.parse('2024-01-01T01:00:00Z') / 3_600_000,
  prices: Float64Array.from({ length: hours }, (_none, hour) => (unknown.includes(hour) ? NaN : 0.1)),
  report,
});

describe('weeks of prices', () => {
  it('are whole days in a row, seven at most', () => {
    // 23 hours of the first day, ten days, and an hour of the next
    assert.deepEqual(weeksOfPrices(series(23 + 240 + 1), '2024-01-02'), [
      { from: '2024-01-02', days: 7 },
      { from: '2024-01-09', days: 3 },
    ]);
  });

  it('leave days with an unknown price out', () => {
    assert.deepEqual(weeksOfPrices(series(23 + 120, [23 + 24 + 5]), '2024-01-01'), [
      { from: '2024-01-02', days: 1 },
      { from: '2024-01-04', days: 3 },
    ]);
  });

  it('are none where no day has all its prices', () => {
    assert.deepEqual(weeksOfPrices(series(20), '2024-01-01'), []);
    assert.deepEqual(weeksOfPrices(series(100), '2025-01-01'), []);
  });

  it('begin with the first whole day, and go on from day to day', () => {
    assert.equal(firstDayOf(series(100)), '2024-01-02');
    assert.equal(dayLater('2024-02-28', 2), '2024-03-01');
  });
});
