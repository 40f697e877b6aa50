// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { isoWeekOf } from '@wattpass/chaincode/domain/reputation/iso-week.js';
import { defaultReputationParameters as rules } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import { freshScore, type RoleScore } from '@wattpass/chaincode/domain/reputation/role-score.js';
import { fail, succeed } from '@wattpass/chaincode/domain/reputation/score-rules.js';

const DAY = 86_400;
const noon = 20_000 * DAY + DAY / 2;
const fresh = freshScore(500_000);
const dropped = (daysAgo: number): RoleScore => ({ ...fresh, lastDrop: noon - daysAgo * DAY });
const gainOf = (before: RoleScore, wh: number, at = noon) => succeed(before, wh, at, rules).score - before.score;
const lossOf = (before: RoleScore, wh: number, at = noon) => before.score - fail(before, wh, at, rules).score;

describe('a success', () => {
  // gain = 50,000 * u / (u + 10,000) * (0.2 + 0.8 * days / 14), cut down
  it('gains by its energy, as if the last failure were long ago where there is none', () => {
    assert.equal(gainOf(fresh, 10_000), 25_000); // 1/2
    assert.equal(gainOf(fresh, 2_000), 8_333); // 1/6 of 50,000 = 8,333 1/3
    assert.equal(gainOf(fresh, 0), 0);
  });

  it('gains by the delivery time since the last failure, up to two weeks', () => {
    assert.equal(gainOf(dropped(0), 10_000), 5_000); // 25,000 * 0.2
    assert.equal(gainOf(dropped(7), 10_000), 15_000); // 25,000 * 0.6
    assert.equal(gainOf(dropped(14), 10_000), 25_000);
    assert.equal(gainOf(dropped(400), 10_000), 25_000);
    assert.equal(gainOf(dropped(-3), 10_000), 5_000); // a delivery older than the failure counts as at the failure
  });

  it('gains by the mean of the successes, but never by more than its own energy', () => {
    const small = { ...fresh, successWh: 2_000, successes: 1 };
    assert.equal(gainOf(small, 10_000), 18_750); // mean 6,000: 6/16 of 50,000
    const large = { ...fresh, successWh: 10_000, successes: 1 };
    assert.equal(gainOf(large, 2_000), 8_333); // mean 6,000, own 2,000
    const uneven = { ...fresh, successWh: 1_000, successes: 2 };
    assert.equal(gainOf(uneven, 2_001), 4_546); // mean 3,001/3: 50,000 * 3,001 / 33,001 = 4,546.8...
  });

  it('counts into the evidence and the day', () => {
    assert.deepEqual(succeed(fresh, 10_000, noon, rules), {
      ...fresh,
      score: 525_000,
      successWh: 10_000,
      successes: 1,
      gainDay: 20_000,
      gainToday: 25_000,
    });
  });

  it('gains no more than a day allows, and anew the next day', () => {
    const first = succeed(fresh, 10_000, noon, rules);
    const second = succeed(first, 10_000, noon, rules);
    assert.deepEqual([second.score, second.gainToday], [530_000, 30_000]);
    const third = succeed(second, 10_000, noon, rules);
    assert.deepEqual([third.score, third.successes], [530_000, 3]);
    const nextDay = succeed(third, 10_000, noon + DAY / 2, rules); // midnight belongs to the day that begins
    assert.deepEqual([nextDay.score, nextDay.gainDay, nextDay.gainToday], [555_000, 20_001, 25_000]);
    const late = succeed(nextDay, 10_000, noon, rules); // told late: counts towards the day that gained last
    assert.deepEqual([late.score, late.gainDay, late.gainToday], [560_000, 20_001, 30_000]);
  });

  it('ends at the top of the scale', () => {
    assert.equal(succeed({ ...fresh, score: 999_999 }, 10_000, noon, rules).score, 1_000_000);
  });
});

describe('a failure', () => {
  // loss = 200,000 * u / (u + 10,000) * (0.2 + 0.8 * 7 / (7 + days)), rounded up
  it('costs by the energy that was missing and the time since the last failure', () => {
    assert.equal(lossOf(fresh, 10_000), 46_667); // 100,000 * (0.2 + 0.8/3) = 46,666 2/3
    assert.equal(lossOf(dropped(0), 10_000), 100_000);
    assert.equal(lossOf(dropped(7), 10_000), 60_000); // 100,000 * (0.2 + 0.4)
    assert.equal(lossOf(dropped(14), 10_000), 46_667);
    assert.equal(lossOf(dropped(1), 2_500), 36_000); // 200,000 / 5 * (0.2 + 0.7) = 36,000
  });

  it('costs by the mean of the failures, but never by less than its own energy', () => {
    const diluted = { ...dropped(0), failureWh: 3_000, failures: 30 };
    assert.equal(lossOf(diluted, 15_000), 120_000); // 200,000 * 15/25; the mean alone (580 Wh) would cost 10,983
    const heavy = { ...dropped(0), failureWh: 30_000, failures: 1 };
    assert.equal(lossOf(heavy, 10_000), 133_334); // mean 20,000: 200,000 * 2/3, rounded up
  });

  it('counts into the evidence, and its time stays the latest', () => {
    assert.deepEqual(fail(fresh, 10_000, noon, rules), {
      ...fresh,
      score: 453_333,
      failureWh: 10_000,
      failures: 1,
      lastDrop: noon,
    });
    assert.equal(fail(dropped(0), 10_000, noon - DAY, rules).lastDrop, noon);
  });

  it('ends at the bottom of the scale', () => {
    assert.equal(fail({ ...dropped(0), score: 5 }, 10_000, noon, rules).score, 0);
  });
});

describe('ISO weeks', () => {
  const cases = [
    ['1970-01-01', '1970-W01'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
  ] as const;
  for (const [day, week] of cases) {
    it(`${day} lies in ${week}`, () => {
      assert.equal(isoWeekOf(Date.parse(`${day}T00:00:00Z`) / 1000), week);
      assert.equal(isoWeekOf(Date.parse(`${day}T23:59:59Z`) / 1000), week);
    });
  }
});
