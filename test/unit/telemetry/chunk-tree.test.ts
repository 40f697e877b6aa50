// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { anchorOf, chunkTree, encodeSample, headerDigest, sampleAt, sampleProof } from '@wattpass/telemetry';
import { exampleChunk } from '../../support/chunk-fixture.js';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const [zero, one] = [Buffer.from([0]), Buffer.from([1])];

describe('the tree of a chunk', () => {
  it('has the root one gets by hand', () => {
    const chunk = exampleChunk();
    const leaf = (index: number) =>
      sha256(zero, headerDigest(chunk.header), encodeSample(sampleAt(chunk.columns, index)));
    const left = sha256(one, sha256(one, leaf(0), leaf(1)), sha256(one, leaf(2), leaf(3)));
    const root = sha256(one, left, leaf(4)).toString('hex');
    assert.deepEqual(anchorOf(chunk), { batteryId: '09524000000011-B0005', chunk: 0, count: 5, root });
    assert.deepEqual(sampleProof(chunkTree(chunk), 4), { leafIndex: 4, treeSize: 5, path: [left.toString('hex')] });
  });

  it('gives no proof of a sample it does not hold', () => {
    assert.throws(() => sampleProof(chunkTree(exampleChunk()), 5), RangeError);
  });
});
