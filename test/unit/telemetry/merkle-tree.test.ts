// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inclusionPath, leafHash, merkleRoot, merkleTree, nodeHash, rootOfPath } from '@wattpass/telemetry';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The leaves and roots of Certificate Transparency's reference tests for RFC 6962. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (text) => Buffer.from(text, 'hex'),
);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, 2.1, word by word: split at the largest power of two below n. */
function definedRoot(data: readonly Uint8Array[]): Buffer {
  if (data.length <= 1) {
    return data[0] === undefined ? sha256() : sha256(Buffer.from([0]), data[0]);
  }
  let split = 1;
  while (split * 2 < data.length) {
    split *= 2;
  }
  return sha256(Buffer.from([1]), definedRoot(data.slice(0, split)), definedRoot(data.slice(split)));
}

describe('the Merkle tree of RFC 6962', () => {
  roots.forEach((root, size) => {
    it(`has the reference root for ${size} leaves`, () => {
      assert.equal(hex(merkleRoot(merkleTree(leaves.slice(0, size).map(leafHash)))), root);
      assert.equal(hex(definedRoot(leaves.slice(0, size))), root);
    });
  });

  it('gives the reference paths', () => {
    const tree = (size: number) => merkleTree(leaves.slice(0, size).map(leafHash));
    assert.deepEqual(inclusionPath(tree(1), 0), []);
    assert.deepEqual(inclusionPath(tree(8), 0).map(hex), [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    assert.deepEqual(inclusionPath(tree(8), 5).map(hex), [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    assert.deepEqual(inclusionPath(tree(3), 2).map(hex), [
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    ]);
  });

  it('prefixes leaves with 0x00 and nodes with 0x01', () => {
    const [left, right] = [leafHash(Buffer.from('l')), leafHash(Buffer.from('r'))];
    assert.deepEqual(Buffer.from(left), sha256(Buffer.from([0]), Buffer.from('l')));
    assert.deepEqual(Buffer.from(nodeHash(left, right)), sha256(Buffer.from([1]), left, right));
  });

  it('leads every leaf of every size to 20 to its root, and no other place', () => {
    const hashes = Array.from({ length: 20 }, (_, index) => leafHash(Buffer.from([index])));
    for (let size = 1; size <= hashes.length; size += 1) {
      const tree = merkleTree(hashes.slice(0, size));
      const root = hex(merkleRoot(tree));
      for (let index = 0; index < size; index += 1) {
        const path = inclusionPath(tree, index);
        for (let place = 0; place < size; place += 1) {
          const found = rootOfPath(hashes[index]!, place, size, path);
          assert.equal(found !== undefined && hex(found) === root, place === index);
        }
      }
    }
  });

  it('refuses places outside the tree and paths of another length', () => {
    const tree = merkleTree(leaves.map(leafHash));
    const leaf = leafHash(leaves[3]!);
    const path = inclusionPath(tree, 3);
    for (const index of [-1, 8, 1.5, NaN]) {
      assert.throws(() => inclusionPath(tree, index), RangeError);
      assert.equal(rootOfPath(leaf, index, 8, path), undefined);
    }
    assert.equal(rootOfPath(leaf, 3, 8, path.slice(1)), undefined);
    assert.equal(rootOfPath(leaf, 3, 8, [...path, leaf]), undefined);
    assert.equal(rootOfPath(leaf, 3, 8, [...path.slice(1), new Uint8Array(31)]), undefined);
    assert.equal(rootOfPath(leaf, 0, 0, []), undefined);
  });
});
