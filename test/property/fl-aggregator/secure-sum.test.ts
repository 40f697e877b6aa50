// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { integerSum, LearningError, randomStream, type QuantisedUpdate } from '@wattpass/fl-aggregator';
import {
  completed,
  groupOf,
  phases,
  prepared,
  type Dropouts,
  type Phase,
  type Prepared,
} from '../../support/secure-run.js';

/** All sets of at most `most` of the clients. */
function setsOf(clients: readonly string[], most: number): string[][] {
  return clients.reduce<string[][]>(
    (sets, client) => [...sets, ...sets.filter((set) => set.length < most).map((set) => [...set, client])],
    [[]],
  );
}

/** The sum in the clear of those who sent a masked update. */
function plainSum(updates: ReadonlyMap<string, QuantisedUpdate>, dropouts: Dropouts): unknown {
  const gone: (Phase | undefined)[] = ['keys', 'shares', 'masked'];
  return integerSum([...updates.values()].filter(({ clientId }) => !gone.includes(dropouts.get(clientId))));
}

/** Phases 1 and 2 by who was silent in phase 1: patterns of later phases share them. */
function cachedPreparation(group: Prepared['group']): (dropouts: Dropouts) => Prepared {
  const cache = new Map<string, Prepared>();
  return (dropouts) => {
    const silent = group.clients.filter((id) => dropouts.get(id) === 'keys');
    const key = silent.join();
    const found = cache.get(key) ?? prepared(group, silent);
    cache.set(key, found);
    return found;
  };
}

describe('the secure sum equals the plain one to the bit', function () {
  this.timeout(600_000);
  const { group, updates } = groupOf(9, 5);
  const preparation = cachedPreparation(group);

  for (const phase of phases) {
    it(`of nine clients, whichever at most three fall silent at: ${phase}`, () => {
      const sets = setsOf(group.clients, 3);
      assert.equal(sets.length, 130);
      for (const set of sets) {
        const dropouts = new Map(set.map((id) => [id, phase]));
        const { sum } = completed(preparation(dropouts), updates, dropouts);
        assert.deepEqual(sum, plainSum(updates, dropouts));
      }
    });
  }

  it('of nine clients, whatever one and two do, each in any phase', () => {
    for (const set of setsOf(group.clients, 2)) {
      const patterns = set.reduce<[string, Phase][][]>(
        (all, id) => all.flatMap((pattern) => phases.map((phase) => [...pattern, [id, phase] as [string, Phase]])),
        [[]],
      );
      for (const pattern of patterns) {
        const dropouts = new Map(pattern);
        assert.deepEqual(completed(preparation(dropouts), updates, dropouts).sum, plainSum(updates, dropouts));
      }
    }
  });

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

  it('aborts when one more than a third is silent, in any phase', () => {
    for (const phase of phases) {
      for (const set of setsOf(group.clients, 4).filter(({ length }) => length === 4)) {
        const dropouts = new Map(set.map((id) => [id, phase]));
        assert.throws(
          () => completed(preparation(dropouts), updates, dropouts),
          (error) => error instanceof LearningError && error.code === 'TOO_FEW_CLIENTS',
        );
      }
    }
  });
});
