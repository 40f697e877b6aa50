// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { headerHash, verifyChain } from '@wattpass/launch/internal/verify/chain-hashes.js';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** A reader over blocks in memory. */
function readerOf(blocks: readonly common.Block[], last: Uint8Array) {
  return {
    query: (name: string, _channel: string, number?: string) => {
      const wanted = name === 'GetChainInfo' ? undefined : blocks[Number(number ?? _channel)];
      if (wanted !== undefined) {
        return Promise.resolve(wanted.serializeBinary());
      }
      const info = new common.BlockchainInfo();
      info.setHeight(blocks.length);
      info.setCurrentblockhash(last);
      return Promise.resolve(info.serializeBinary());
    },
    evaluate: () => Promise.reject(new Error('not asked for')),
    close: () => undefined,
  };
}

function chainOf(count: number): { blocks: common.Block[]; last: Buffer } {
  const blocks: common.Block[] = [];
  let last: Buffer = Buffer.alloc(0);
  for (let number = 0; number < count; number += 1) {
    const envelope = Buffer.from(`envelope ${number}`);
    const data = new common.BlockData();
    data.setDataList([envelope]);
    const header = new common.BlockHeader();
    header.setNumber(number);
    header.setPreviousHash(last);
    header.setDataHash(sha256(envelope));
    const block = new common.Block();
    block.setHeader(header);
    block.setData(data);
    blocks.push(block);
    last = headerHash(number, last, sha256(envelope));
  }
  return { blocks, last };
}

describe('chain hashes', () => {
  it('hashes the DER of number, previous hash and data hash', () => {
    const [previous, data] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    // SEQUENCE 30 len, INTEGER 02 02 00 80 (128 needs a leading nought), OCTET STRING 04 20 each
    const der = Buffer.concat([
      Buffer.from('3048', 'hex'),
      Buffer.from('02020080', 'hex'),
      Buffer.from('0420', 'hex'),
      previous,
      Buffer.from('0420', 'hex'),
      data,
    ]);
    assert.ok(headerHash(128, previous, data).equals(sha256(der)));
  });

  it('hashes the genesis block, whose previous hash is empty', () => {
    const data = Buffer.alloc(32, 2);
    const der = Buffer.concat([
      Buffer.from('3027', 'hex'),
      Buffer.from('020100', 'hex'),
      Buffer.from('04000420', 'hex'),
      data,
    ]);
    assert.ok(headerHash(0, Buffer.alloc(0), data).equals(sha256(der)));
  });

  it('finds nothing wrong with a sound chain', async () => {
    const { blocks, last } = chainOf(4);
    assert.deepEqual(await verifyChain(readerOf(blocks, last)), { blocks: 4, problems: [] });
  });

  it('names the block whose data were changed', async () => {
    const { blocks, last } = chainOf(3);
    blocks[1]?.getData()?.setDataList([Buffer.from('forged')]);
    const { problems } = await verifyChain(readerOf(blocks, last));
    assert.deepEqual(problems, ['block 1 holds other data than its header says']);
  });

  it('names the block that does not follow, and a last hash that is another', async () => {
    const { blocks, last } = chainOf(3);
    blocks[1]?.getHeader()?.setDataHash(Buffer.alloc(32, 9));
    const { problems } = await verifyChain(readerOf(blocks, Buffer.concat([last, Buffer.of(1)])));
    assert.deepEqual(problems, [
      'block 1 holds other data than its header says',
      'block 2 does not follow from block 1',
      'the hash of the last block is not the one that the peer states',
    ]);
  });
});
