// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { assess, ASSESSMENT_MODEL, defaultAnomalyLimits } from '@wattpass/twin';
import { columnsOf, scaledColumns, smallDischarge, withValues } from '../../support/columns-fixture.js';

const rated = { capacityMicroampHours: 20_000 };
/** 2 A for such a small cell is 100 C. */
const plausible = { rule: 'current-range', index: 2, count: 4, value: -2_000_000, limit: -400_000 };

describe('an assessment', () => {
  it('holds the figures of a full discharge, all integers', () => {
    assert.deepEqual(assess(smallDischarge(), rated), {
      ...ASSESSMENT_MODEL,
      socMillionths: 0,
      capacityMicroampHours: 19_444,
      sohMillionths: 972_200,
      window: { onset: 2, end: 5 },
      resistanceMicroohms: 100_000,
      greatestMillicelsius: 26_000,
      findings: [plausible],
      anomalies: [],
    });
  });

  it('gives no capacity for a discharge that did not reach its end voltage, but counts on', () => {
    const partial = assess(
      smallDischarge(),
      { ...rated, endOfDischargeMicrovolts: 2_000_000 },
      { socMillionths: 800_000, capacityMicroampHours: 100_000 },
    );
    assert.equal('capacityMicroampHours' in partial, false);
    assert.equal('sohMillionths' in partial, false);
    // 80 A·s of a cell that holds 360
    assert.equal(partial.socMillionths, 577_778);
  });

  it('takes the rated capacity and a full battery where nothing is known', () => {
    const charge = scaledColumns(smallDischarge(), -1);
    const rest = scaledColumns(smallDischarge(), 0);
    assert.equal(assess(charge, rated, { socMillionths: 0 }).socMillionths, 1_000_000);
    assert.equal(assess(charge, { capacityMicroampHours: 200_000 }, { socMillionths: 0 }).socMillionths, 111_111);
    assert.equal(assess(rest, rated).socMillionths, 1_000_000);
    assert.equal('resistanceMicroohms' in assess(rest, rated), false);
  });

  it('counts a charge that follows a full discharge', () => {
    const columns = columnsOf([
      [0, 4.2, 0, 24],
      [10, 3.5, -2, 24],
      [20, 2.6, -2, 24],
      [21, 3, 0, 24],
      [30, 3.2, 1, 24],
      [40, 3.4, 1, 24],
    ]);
    // out: 10 + 20 = 30 A·s = 8,333 µAh; then -1 + 4.5 + 10 = 13.5 A·s = 3,750 µAh in
    assert.equal(assess(columns, rated).socMillionths, 450_018);
  });

  it('judges resistance and temperature by the given limits', () => {
    const anomalies = { ...defaultAnomalyLimits, greatestMillicelsius: 25_900 };
    const found = assess(smallDischarge(), rated, { referenceMicroohms: 60_000 }, { anomalies }).anomalies;
    assert.deepEqual(
      found.map(({ rule, value }) => [rule, value]),
      [
        ['resistance-rise', 1_666_666],
        ['temperature-high', 26_000],
      ],
    );
  });

  it('is the same for a battery twice as large, but for what grows with it', () => {
    const small = assess(smallDischarge(), { ...rated, endOfDischargeMicrovolts: 2_700_000 });
    const large = assess(scaledColumns(smallDischarge(), 2), {
      capacityMicroampHours: 40_000,
      endOfDischargeMicrovolts: 2_700_000,
    });
    assert.deepEqual(
      [large.socMillionths, large.sohMillionths, large.window, large.anomalies],
      [small.socMillionths, 972_225, small.window, small.anomalies], // 38,889 of 40,000 µAh
    );
    assert.equal(large.resistanceMicroohms, 50_000);
  });

  it('names doubtful samples', () => {
    const columns = withValues(smallDischarge(), { millicelsius: [[3, 130_000]] });
    const found = assess(columns, rated).findings.map(({ rule, index }) => [rule, index]);
    assert.deepEqual(found, [
      ['current-range', 2],
      ['temperature-range', 3],
      ['temperature-spike', 3],
    ]);
  });

  it('refuses rated values that no battery has', () => {
    for (const capacityMicroampHours of [0, -1, 1.5, NaN]) {
      assert.throws(() => assess(smallDischarge(), { capacityMicroampHours }), {
        name: 'RangeError',
        message: 'capacityMicroampHours: a positive integer',
      });
    }
    assert.throws(
      () => assess(smallDischarge(), { ...rated, endOfDischargeMicrovolts: 0 }),
      /endOfDischargeMicrovolts/,
    );
  });
});
