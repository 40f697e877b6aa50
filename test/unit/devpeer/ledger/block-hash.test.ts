// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { blockDataHash, blockHeaderBytes, blockHeaderHash } from '@wattpass/devpeer/internal/ledger/block-hash';

const header = (number: number) => ({
  number,
  previousHash: Buffer.alloc(32, 0x11),
  dataHash: Buffer.alloc(32, 0x22),
});
const hashes = `0420${'11'.repeat(32)}0420${'22'.repeat(32)}`;

describe('blockHeaderBytes', () => {
  it('is the DER of a sequence of number, previous hash and data hash', () => {
    assert.equal(blockHeaderBytes(header(127)).toString('hex'), `304702017f${hashes}`);
  });

  it('keeps large numbers positive with a leading zero', () => {
    assert.equal(blockHeaderBytes(header(128)).toString('hex'), `304802020080${hashes}`);
    assert.equal(blockHeaderBytes(header(65_536)).toString('hex'), `30490203010000${hashes}`);
  });

  it('gives the first block an empty previous hash', () => {
    const first = { number: 0, previousHash: new Uint8Array(0), dataHash: blockDataHash([Buffer.from('ab')]) };
    assert.equal(
      blockHeaderBytes(first).toString('hex'),
      '302702010004000420fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603',
    );
  });
});

describe('blockHeaderHash', () => {
  it('is the SHA-256 of the header bytes', () => {
    assert.equal(
      blockHeaderHash(header(65_536)).toString('hex'),
      '8ed09c2dc43903161ff8a1551a3cb1a91efd10f45a05986c6bc5fe143111a97d',
    );
  });
});

describe('blockDataHash', () => {
  it('is the SHA-256 of the joined transactions, wherever they are cut', () => {
    const parts = blockDataHash([Buffer.from('a'), Buffer.from('b')]);
    assert.deepEqual(parts, blockDataHash([Buffer.from('ab')]));
    assert.equal(parts.toString('hex'), 'fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603');
  });
});
