// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { scaledInteger, TelemetryError } from '@wattpass/telemetry';

describe('scaledInteger', () => {
  const exact: readonly [string | number, number, number][] = [
    ['-2.0125', 6, -2_012_500],
    ['24.33', 3, 24_330],
    ['3690.2', 3, 3_690_200],
    ['1.005', 3, 1_005], // 1.005 * 1000 is 1004.9999999999999 in binary
    ['1.0000005', 6, 1_000_001],
    ['-1.0000005', 6, -1_000_001],
    ['0.0000004', 6, 0],
    ['-0.0000004', 6, 0],
    ['0.0000005', 6, 1],
    ['.5', 3, 500],
    ['5.', 3, 5_000],
    ['+7', 0, 7],
    ['5e-05', 6, 50],
    ['1E3', 3, 1_000_000],
    ['1e-300', 6, 0],
    [' 4.1915 ', 6, 4_191_500],
    ['4.0251999999999999', 6, 4_025_200],
    [0.1, 6, 100_000],
    [1e-7, 6, 0],
    [-2.0125, 6, -2_012_500],
  ];
  for (const [value, digits, expected] of exact) {
    it(`reads ${JSON.stringify(value)} as ${expected} of 10^-${digits}`, () => {
      assert.ok(Object.is(scaledInteger(value, digits), expected));
    });
  }

  for (const value of ['', ' ', '.', '-', 'e5', '1.2.3', '0x10', '1,5', 'NaN', NaN, Infinity, '12 V']) {
    it(`refuses ${JSON.stringify(String(value))} as no decimal number`, () => {
      assert.throws(
        () => scaledInteger(value, 6, '/samples/microvolts/3'),
        (error) =>
          error instanceof TelemetryError && error.code === 'WRONG_FORMAT' && error.pointer === '/samples/microvolts/3',
      );
    });
  }

  it('refuses what no safe integer holds', () => {
    for (const value of ['9007199254740993', '1e300', '99999999999999999999']) {
      assert.throws(() => scaledInteger(value, 0), { code: 'OUT_OF_RANGE' });
    }
  });
});
