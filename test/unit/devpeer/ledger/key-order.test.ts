// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compareKeys, sortedEntries } from '@wattpass/devpeer/internal/ledger/key-order';

const sign = (value: number): number => Math.sign(value);

describe('compareKeys', () => {
  it('orders keys as the bytes of their UTF-8 form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        assert.equal(sign(compareKeys(a, b)), sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it('puts the end of a composite range behind everything, where string order would not', () => {
    const end = '\u{10ffff}';
    assert.ok(compareKeys('\uffee', end) < 0);
    assert.deepEqual([end, '\uffee'].sort(), [end, '\uffee']);
  });
});

describe('sortedEntries', () => {
  it('gives the entries of a map by key', () => {
    const map = new Map([
      ['b', 1],
      ['a', 2],
      ['ab', 3],
    ]);
    assert.deepEqual(sortedEntries(map), [
      ['a', 2],
      ['ab', 3],
      ['b', 1],
    ]);
  });
});
