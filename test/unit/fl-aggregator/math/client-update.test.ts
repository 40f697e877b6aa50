// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { checkedUpdates, type ClientUpdate } from '@wattpass/fl-aggregator';

const limits = { length: 2, maxNorm: 10, maxExamples: 100 };
const update = (clientId: string, row: number[], examples = 1): ClientUpdate => ({
  clientId,
  examples,
  parameters: Float64Array.from(row),
});

describe('checked updates', () => {
  it('come in order of code units', () => {
    const { accepted } = checkedUpdates(
      ['b', 'a', 'B', 'ä', 'a1'].map((id) => update(id, [1, 1])),
      limits,
    );
    assert.deepEqual(
      accepted.map(({ clientId }) => clientId),
      ['B', 'a', 'a1', 'b', 'ä'],
    );
  });

  it('leave out what cannot be averaged, with a code each', () => {
    const { accepted, refused } = checkedUpdates(
      [
        update('short', [1]),
        update('long', [1, 2, 3]),
        update('nan', [1, NaN]),
        update('infinite', [-Infinity, 1]),
        update('huge', [8, 8]),
        update('overflow', [1e200, 1e200]),
        update('none', [1, 1], 0),
        update('half', [1, 1], 1.5),
        update('many', [1, 1], 101),
        update('good', [6, 8]),
        update('good', [0, 0]),
      ],
      limits,
    );
    assert.deepEqual(accepted, [update('good', [6, 8])]);
    assert.deepEqual(
      refused.map(({ place, code }) => `${place} ${code}`),
      [
        'short WRONG_LENGTH',
        'long WRONG_LENGTH',
        'nan NOT_FINITE',
        'infinite NOT_FINITE',
        'huge NORM_TOO_LARGE',
        'overflow NORM_TOO_LARGE',
        'none WRONG_EXAMPLES',
        'half WRONG_EXAMPLES',
        'many WRONG_EXAMPLES',
        'good DUPLICATE_CLIENT',
      ],
    );
  });
});
