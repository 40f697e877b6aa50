// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inclusionPath, isIncluded, merkleRoot } from '@wattpass/chaincode/domain';

/** The leaves of Certificate Transparency's own test tree. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);

/** The published roots of its first 1, 2 and 8 leaves. */
const published = new Map([
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]);

/** The root by the RFC's own recursion, which splits at the largest power of two below the size. */
function byRecursion(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (hashes.length === 1 && only !== undefined) {
    return only;
  }
  let half = 1;
  while (half * 2 < hashes.length) {
    half *= 2;
  }
  const children = [byRecursion(hashes.slice(0, half)), byRecursion(hashes.slice(half))];
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), ...children]))
    .digest();
}

function leafHash(data: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(0), data]))
    .digest();
}

describe('Merkle trees of the ledger', () => {
  for (const [size, root] of published) {
    it(`give the published root of ${size} leaves`, () => {
      assert.equal(merkleRoot(leaves.slice(0, size)), root);
    });
  }

  it("give, for every size up to 40, the root of the RFC's recursion", () => {
    for (let size = 1; size <= 40; size += 1) {
      const texts = Array.from({ length: size }, (_, place) => `leaf ${place}`);
      assert.equal(
        merkleRoot(texts),
        byRecursion(texts.map((text) => leafHash(Buffer.from(text)))).toString('hex'),
        `${size} leaves`,
      );
    }
  });

  it('prove the fifth of seven leaves by the path that the RFC describes', () => {
    const [hash4, hash5, hash6] = leaves.slice(4, 7).map(leafHash);
    assert.ok(hash4 && hash5 && hash6);
    const left = byRecursion(leaves.slice(0, 4).map(leafHash));
    const path = [hash5, hash6, left].map((hash) => hash.toString('hex'));
    assert.deepEqual(inclusionPath(leaves.slice(0, 7), 4), { index: 4, size: 7, path });
  });

  it('prove nothing that is not there', () => {
    assert.throws(() => inclusionPath(leaves, 8), RangeError);
    assert.throws(() => inclusionPath([], 0), RangeError);
    assert.throws(() => inclusionPath(leaves, -1), RangeError);
  });

  it('prove every leaf of every size up to 20 to whoever knows the root alone, and nothing else', () => {
    for (let size = 1; size <= 20; size += 1) {
      const texts = Array.from({ length: size }, (_, place) => `leaf ${place}`);
      const root = merkleRoot(texts);
      texts.forEach((text, index) => {
        const path = inclusionPath(texts, index);
        assert.ok(isIncluded(text, path, root), `${index} of ${size}`);
        assert.ok(!isIncluded(`${text}'`, path, root));
        assert.ok(!isIncluded(text, { ...path, path: [...path.path, root] }, root));
        assert.ok(!isIncluded(text, { ...path, path: path.path.slice(1) }, root) || path.path.length === 0);
        assert.ok(!isIncluded(text, { ...path, index: index + 1 }, root));
      });
    }
  });

  it('take no path that is none', () => {
    const path = inclusionPath(['a', 'b'], 0);
    const root = merkleRoot(['a', 'b']);
    for (const wrong of [{ index: -1 }, { index: 0.5 }, { size: 0 }, { path: ['zz'] }]) {
      assert.ok(!isIncluded('a', { ...path, ...wrong }, root), JSON.stringify(wrong));
    }
  });
});
