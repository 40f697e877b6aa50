// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { dequantised, integerSum, levelWidth, meanOfSum, quantised } from '@wattpass/fl-aggregator';
import { refusedWith } from '../refused-with.js';

const update = (clientId: string, row: number[], examples = 1) => ({
  clientId,
  examples,
  parameters: Float64Array.from(row),
});

describe('the quantiser', () => {
  it('has levels of 2^-18 from -8 to 8; zero is a level; halves go up; the outside becomes the edge', () => {
    assert.equal(levelWidth({ boundExponent: 3, bits: 22 }), 2 ** -18);
    const width = 2 ** -18;
    const { levels } = quantised(update('a', [0, width, 1.5 * width, -1.5 * width, -8, -9, 8, 1e300]));
    const zero = 2 ** 21;
    assert.deepEqual([...levels], [zero, zero + 1, zero + 2, zero - 1, 0, 0, 2 * zero - 1, 2 * zero - 1]);
  });

  it('gives back what it made', () => {
    const once = quantised(update('a', [0.1, -3, 7.99, -8]));
    assert.deepEqual(quantised(dequantised(once)), once);
  });

  it('refuses what is no number', () => {
    refusedWith('NOT_FINITE', () => quantised(update('a', [NaN])));
    refusedWith('WRONG_PARAMETER', () => quantised(update('a', [1]), { boundExponent: 3, bits: 32 }));
  });
});

describe('the integer sum', () => {
  it('weights by examples; its mean is FedAvg of the levels', () => {
    const sum = integerSum([quantised(update('a', [1, -1], 3)), quantised(update('b', [5, 0], 1))]);
    assert.deepEqual([...sum.levels], [4 * 2 ** 21 + 8 * 2 ** 18, 4 * 2 ** 21 - 3 * 2 ** 18]);
    assert.deepEqual([...meanOfSum(sum)], [2, -0.75]);
  });

  it('refuses lengths that differ, no clients and weights it could not sum exactly', () => {
    refusedWith('WRONG_LENGTH', () => integerSum([quantised(update('a', [1])), quantised(update('b', [1, 2]))]));
    refusedWith('TOO_FEW_CLIENTS', () => integerSum([]));
    refusedWith('CAPACITY_EXCEEDED', () => integerSum([quantised(update('a', [1], 2 ** 31 + 1))]));
  });
});
