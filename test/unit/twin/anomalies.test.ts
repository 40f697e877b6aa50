// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultAnomalyLimits, findAnomalies } from '@wattpass/twin';
import { smallDischarge, withValues } from '../../support/columns-fixture.js';

const step = (microohms: number) => ({ microohms, intervalMs: 10_000, index: 2 });

describe('anomalies', () => {
  it('are none in an ordinary discharge', () => {
    assert.deepEqual(findAnomalies(smallDischarge(), step(150_000), 100_000), []);
    assert.deepEqual(findAnomalies(smallDischarge(), step(999_999), undefined), []);
    assert.deepEqual(findAnomalies(smallDischarge(), undefined, 100_000), []);
  });

  it('are a resistance above 150 % of its reference', () => {
    assert.deepEqual(findAnomalies(smallDischarge(), step(150_001), 100_000), [
      { rule: 'resistance-rise', index: 2, count: 1, value: 1_500_010, limit: 1_500_000 },
    ]);
  });

  it('are temperatures beyond -20 and 60 °C', () => {
    const hot = withValues(smallDischarge(), {
      millicelsius: [
        [4, 60_000],
        [5, 60_001],
        [6, 60_002],
      ],
    });
    assert.deepEqual(
      findAnomalies(hot, undefined, undefined).filter(({ rule }) => rule === 'temperature-high'),
      [{ rule: 'temperature-high', index: 5, count: 2, value: 60_001, limit: 60_000 }],
    );
    const cold = withValues(smallDischarge(), { millicelsius: [[0, -20_001]] });
    assert.deepEqual(findAnomalies(cold, undefined, undefined)[0], {
      rule: 'temperature-low',
      index: 0,
      count: 1,
      value: -20_001,
      limit: -20_000,
    });
  });

  it('are a rise of 1 K/s and faster', () => {
    const rising = withValues(smallDischarge(), {
      millicelsius: [
        [3, 34_500],
        [4, 34_500],
      ],
    }); // 10 K in 10 s
    assert.deepEqual(findAnomalies(rising, undefined, undefined), [
      { rule: 'temperature-rate', index: 3, count: 1, value: 1_000, limit: 1_000 },
    ]);
    const slower = withValues(smallDischarge(), {
      millicelsius: [
        [3, 34_490],
        [4, 34_490],
      ],
    });
    assert.deepEqual(findAnomalies(slower, undefined, undefined), []);
  });

  it('follow other limits', () => {
    const limits = { ...defaultAnomalyLimits, greatestMillicelsius: 25_900, resistanceRatio: 1_200_000 };
    assert.deepEqual(
      findAnomalies(smallDischarge(), step(130_000), 100_000, limits).map(({ rule, index }) => [rule, index]),
      [
        ['resistance-rise', 2],
        ['temperature-high', 5],
      ],
    );
  });
});
