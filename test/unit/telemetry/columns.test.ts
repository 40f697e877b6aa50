// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { columnsFromDecimals, columnsFromNumbers, MAX_SAMPLES, sampleAt, sampleCount } from '@wattpass/telemetry';

const numbers = {
  timeMs: [0, 16_800, 35_700],
  microvolts: [4_191_500, 4_190_700, 3_974_900],
  microamps: [-4_900, -1_500, -2_012_500],
  millicelsius: [24_330, 24_330, 24_390],
};

describe('columns of samples', () => {
  it('come from decimal texts without a rounding error', () => {
    const columns = columnsFromDecimals({
      seconds: ['0.0', '16.8', '35.7'],
      volts: ['4.1915', '4.1907', '3.9749'],
      amps: ['-0.0049', '-0.0015', '-2.0125'],
      celsius: ['24.33', '24.33', '24.39'],
    });
    assert.deepEqual(columns, columnsFromNumbers(numbers));
    assert.equal(sampleCount(columns), 3);
    assert.deepEqual(sampleAt(columns, 2), {
      index: 2,
      timeMs: 35_700,
      microvolts: 3_974_900,
      microamps: -2_012_500,
      millicelsius: 24_390,
    });
  });

  it('have no sample outside', () => {
    const columns = columnsFromNumbers(numbers);
    for (const index of [-1, 3, 1.5]) {
      assert.throws(() => sampleAt(columns, index), RangeError);
    }
  });

  const wrong: readonly [string, object, string, string][] = [
    ['time running backwards', { timeMs: [0, 16_800, 16_799] }, 'TIME_ORDER', '/samples/timeMs/2'],
    ['a value too large', { microamps: [0, 2_147_483_648, 0] }, 'OUT_OF_RANGE', '/samples/microamps/1'],
    ['a fraction', { microvolts: [0, 0, 0.1] }, 'NOT_AN_INTEGER', '/samples/microvolts/2'],
    ['a text', { millicelsius: [0, '1', 0] }, 'WRONG_TYPE', '/samples/millicelsius/1'],
    ['a short column', { microvolts: [1, 2] }, 'LENGTHS_DIFFER', '/samples/microvolts'],
    ['a long column', { millicelsius: [1, 2, 3, 4] }, 'LENGTHS_DIFFER', '/samples/millicelsius'],
  ];
  for (const [name, change, code, pointer] of wrong) {
    it(`refuse ${name}`, () => {
      assert.throws(() => columnsFromNumbers({ ...numbers, ...change }), { code, pointer });
    });
  }

  it('allow two samples in one millisecond', () => {
    assert.equal(sampleCount(columnsFromNumbers({ ...numbers, timeMs: [0, 5, 5] })), 3);
  });

  it('refuse no samples and too many', () => {
    const of = (count: number) => {
      const zeros = new Array<number>(count).fill(0);
      return { timeMs: zeros, microvolts: zeros, microamps: zeros, millicelsius: zeros };
    };
    assert.throws(() => columnsFromNumbers(of(0)), { code: 'NO_SAMPLES', pointer: '/samples' });
    assert.throws(() => columnsFromNumbers(of(MAX_SAMPLES + 1)), { code: 'TOO_MANY_SAMPLES', pointer: '/samples' });
  });

  it('name the line of a decimal that is none', () => {
    const decimals = { seconds: ['0', '1'], volts: ['4.1', 'bad'], amps: ['0', '0'], celsius: ['24', '24'] };
    assert.throws(() => columnsFromDecimals(decimals), { code: 'WRONG_FORMAT', pointer: '/samples/microvolts/1' });
  });
});
