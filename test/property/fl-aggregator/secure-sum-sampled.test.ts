// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomStream } from '@wattpass/fl-aggregator';
import { cachedPreparation, completed, groupOf, phases, plainSum } from '../../support/secure-run.js';

describe('the secure sum of larger groups equals the plain one to the bit', function () {
  this.timeout(600_000);

  for (const n of [3, 10, 24, 40]) {
    it(`of ${n} clients, for sampled patterns of a third in mixed phases`, () => {
      const larger = groupOf(n, 7, n);
      const stream = randomStream(n, 7);
      const prepare = cachedPreparation(larger.group);
      for (let sample = 0; sample < Math.ceil(60 / n); sample += 1) {
        const pattern = larger.group.clients
          .map((id) => ({ id, key: stream.uniform() }))
          .sort((one, other) => one.key - other.key)
          .slice(0, Math.floor(n / 3))
          .map(({ id }) => [id, phases[stream.below(phases.length)]!] as const);
        const dropouts = new Map(pattern);
        const { sum } = completed(prepare(dropouts), larger.updates, dropouts);
        assert.deepEqual(sum, plainSum(larger.updates, dropouts));
      }
    });
  }
});
