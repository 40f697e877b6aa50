// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockCutter } from '@wattpass/devpeer/internal/orderer/block-cutter';

const sizes = (batches: readonly (readonly Uint8Array[])[]): number[][] =>
  batches.map((batch) => batch.map((envelope) => envelope.length));

describe('BlockCutter', () => {
  it('cuts when a batch has its number of messages', () => {
    const cutter = new BlockCutter({ maxMessageCount: 2, preferredMaxBytes: 100 });
    assert.deepEqual(sizes(cutter.add(new Uint8Array(1))), []);
    assert.deepEqual(sizes(cutter.add(new Uint8Array(2))), [[1, 2]]);
    assert.equal(cutter.hasPending, false);
  });

  it('cuts before a message that would make the batch too large', () => {
    const cutter = new BlockCutter({ maxMessageCount: 10, preferredMaxBytes: 10 });
    cutter.add(new Uint8Array(6));
    assert.deepEqual(sizes(cutter.add(new Uint8Array(5))), [[6]]);
    assert.deepEqual(sizes([cutter.cut()]), [[5]]);
  });

  it('gives a message larger than a batch a block of its own, behind what was waiting', () => {
    const cutter = new BlockCutter({ maxMessageCount: 10, preferredMaxBytes: 10 });
    cutter.add(new Uint8Array(3));
    assert.deepEqual(sizes(cutter.add(new Uint8Array(11))), [[3], [11]]);
    assert.equal(cutter.hasPending, false);
  });

  it('keeps every message once and in order, within its limits', () => {
    const messages = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 });
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 6 }), (lengths, maxMessageCount) => {
        const cutter = new BlockCutter({ maxMessageCount, preferredMaxBytes: 16 });
        const envelopes = lengths.map((length, index) => new Uint8Array(length).fill(index));
        const batches = [...envelopes.flatMap((envelope) => cutter.add(envelope)), cutter.cut()];
        assert.deepEqual(batches.flat(), envelopes);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, envelope) => sum + envelope.length, 0);
          assert.ok(batch.length <= maxMessageCount);
          assert.ok(bytes <= 16 || batch.length === 1);
        }
      }),
    );
  });
});
