// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createRangeQuerySummary, sameSummary } from '@wattpass/devpeer/internal/ledger/range-query-summary';

const read = (index: number, tx = 0) => ({ key: `k${index}`, version: { block: 1, tx } });

function summarize(count: number, degree: number, changed = -1) {
  const summary = createRangeQuerySummary(degree);
  for (let i = 0; i < count; i += 1) summary.add(read(i, i === changed ? 1 : 0));
  return summary.done();
}

describe('createRangeQuerySummary', () => {
  it('keeps results as they are up to its degree', () => {
    const { raw, merkle } = summarize(3, 3);
    assert.equal(merkle, undefined);
    assert.deepEqual(raw, [read(0), read(1), read(2)]);
  });

  it('grows a tree beyond its degree', () => {
    const { raw, merkle } = summarize(4, 3);
    assert.deepEqual(raw, []);
    assert.equal(merkle?.maxLevel, 1);
    assert.equal(merkle.maxLevelHashes.length, 1);
  });

  it('adds levels as results come: 4 leaves of 4 results make one node of the second level', () => {
    const { merkle } = summarize(16, 3);
    assert.equal(merkle?.maxLevel, 2);
    assert.equal(merkle.maxLevelHashes.length, 1);
  });

  it('is the same for the same results and differs for any other version or number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 300 }), fc.integer({ min: 2, max: 5 }), fc.nat(), (count, degree, at) => {
        const one = summarize(count, degree).merkle;
        if (one === undefined) return;
        assert.ok(sameSummary(one, summarize(count, degree).merkle));
        assert.ok(!sameSummary(one, summarize(count, degree, at % count).merkle));
        assert.ok(!sameSummary(one, summarize(count + 1, degree).merkle));
      }),
    );
  });
});
