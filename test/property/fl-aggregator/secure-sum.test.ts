// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { LearningError } from '@wattpass/fl-aggregator';
import { cachedPreparation, completed, groupOf, phases, plainSum, type Phase } from '../../support/secure-run.js';

/** All sets of at most `most` of the clients. */
function setsOf(clients: readonly string[], most: number): string[][] {
  return clients.reduce<string[][]>(
    (sets, client) => [...sets, ...sets.filter((set) => set.length < most).map((set) => [...set, client])],
    [[]],
  );
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
