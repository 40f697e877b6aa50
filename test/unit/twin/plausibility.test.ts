// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { checkPlausibility, defaultPlausibilityLimits, type PlausibilityRule } from '@wattpass/twin';
import type { SampleColumns } from '@wattpass/telemetry';
import { columnsOf, scaledColumns, withValues } from '../../support/columns-fixture.js';

/** 300 samples, 10 s apart: 2 A out of a 2 Ah cell whose voltage falls by 1 mV and which warms by 10 mK a sample. */
function soundRecording(): SampleColumns {
  return columnsOf(Array.from({ length: 300 }, (_, index) => [10 * index, 4 - index / 1000, -2, 24 + index / 100]));
}

const rated = { capacityMicroampHours: 2_000_000, nominalMicrovolts: 3_600_000 };
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place);

describe('plausibility', () => {
  it('finds nothing in a sound recording, of any size', () => {
    assert.deepEqual(checkPlausibility(soundRecording(), rated), []);
    assert.deepEqual(checkPlausibility(soundRecording(), { capacityMicroampHours: 2_000_000 }), []);
    const larger = { ...rated, capacityMicroampHours: 100_000_000 };
    assert.deepEqual(checkPlausibility(scaledColumns(soundRecording(), 50), larger), []);
  });

  type Changes = Parameters<typeof withValues>[1];
  const faults: readonly [PlausibilityRule, Changes, { index: number; count: number; value: number; limit: number }][] =
    [
      ['time-order', { timeMs: [[101, 1_000_000]] }, { index: 101, count: 1, value: 0, limit: 1 }],
      ['time-order', { timeMs: [[101, 999_999]] }, { index: 101, count: 1, value: -1, limit: 1 }],
      ['gap', { timeMs: [[299, 3_080_001]] }, { index: 299, count: 1, value: 100_001, limit: 100_000 }],
      ['voltage-range', { microvolts: [[0, 899_999]] }, { index: 0, count: 1, value: 899_999, limit: 900_000 }],
      ['voltage-range', { microvolts: [[0, 5_400_001]] }, { index: 0, count: 1, value: 5_400_001, limit: 5_400_000 }],
      [
        'current-range',
        {
          microamps: [
            [7, -40_000_001],
            [9, 40_000_001],
          ],
        },
        { index: 7, count: 2, value: -40_000_001, limit: -40_000_000 },
      ],
      ['temperature-range', { millicelsius: [[0, 120_001]] }, { index: 0, count: 1, value: 120_001, limit: 120_000 }],
      ['temperature-range', { millicelsius: [[0, -40_001]] }, { index: 0, count: 1, value: -40_001, limit: -40_000 }],
      // Neighbours show 3.901 and 3.899 V; 3.6 V lies 0.299 V below both.
      ['voltage-spike', { microvolts: [[100, 3_600_000]] }, { index: 100, count: 1, value: 299_000, limit: 180_000 }],
      ['temperature-spike', { millicelsius: [[100, 30_011]] }, { index: 100, count: 1, value: 5_001, limit: 5_000 }],
      [
        'voltage-frozen',
        { microvolts: range(50, 80).map((index) => [index, 3_950_000] as const) },
        { index: 50, count: 1, value: 290_000, limit: 120_000 },
      ],
      [
        'temperature-frozen',
        { millicelsius: range(20, 201).map((index) => [index, 24_200] as const) },
        { index: 20, count: 1, value: 1_800_000, limit: 1_800_000 },
      ],
    ];
  for (const [rule, changes, finding] of faults) {
    it(`finds ${rule} at ${finding.index} in ${JSON.stringify(changes).slice(0, 60)}`, () => {
      assert.deepEqual(checkPlausibility(withValues(soundRecording(), changes), rated), [{ rule, ...finding }]);
    });
  }

  it('lets values at the limits pass', () => {
    const edges = withValues(soundRecording(), {
      timeMs: [[299, 3_080_000]],
      microamps: [
        [7, -40_000_000],
        [9, 40_000_000],
      ],
      millicelsius: [[100, 30_010], ...range(200, 220).map((index) => [index, 26_000] as const)],
      microvolts: range(50, 69).map((index) => [index, 3_950_000] as const),
    });
    assert.deepEqual(checkPlausibility(edges, rated), []);
  });

  it('takes a voltage that jumps with the current for no spike', () => {
    const pulse = withValues(soundRecording(), { microvolts: [[100, 3_600_000]], microamps: [[100, -6_000_000]] });
    assert.deepEqual(checkPlausibility(pulse, rated), []);
  });

  it('lets a resting battery show the same values for ever', () => {
    const rest = columnsOf(Array.from({ length: 300 }, (_, index) => [10 * index, 4, 0, 24]));
    assert.deepEqual(checkPlausibility(rest, rated), []);
  });

  it('reports every rule that is broken once', () => {
    const columns = withValues(soundRecording(), {
      microvolts: [
        [10, 10_000_000],
        [200, 10_000_000],
      ],
      millicelsius: [[30, 200_000]],
    });
    assert.deepEqual(
      checkPlausibility(columns, rated).map(({ rule, index, count }) => [rule, index, count]),
      [
        ['voltage-range', 10, 2],
        ['temperature-range', 30, 1],
        ['voltage-spike', 10, 2],
        ['temperature-spike', 30, 1],
      ],
    );
  });

  it('takes other limits', () => {
    const limits = { ...defaultPlausibilityLimits, greatestMillicelsius: 25_000 };
    assert.deepEqual(checkPlausibility(soundRecording(), rated, limits), [
      { rule: 'temperature-range', index: 101, count: 199, value: 25_010, limit: 25_000 },
    ]);
  });
});
