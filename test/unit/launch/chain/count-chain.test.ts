// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { common } from '@hyperledger/fabric-protos';
import { countChain } from '@wattpass/launch/internal/chain/count-chain.js';

/** A block of as many envelopes as there are codes; without codes where its peer wrote none. */
function blockOf(envelopes: number, codes?: readonly number[]): common.Block {
  const data = new common.BlockData();
  data.setDataList(Array.from({ length: envelopes }, (_none, index) => Buffer.from(`envelope ${index}`)));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([Buffer.of(), Buffer.of(), ...(codes === undefined ? [] : [Buffer.from(codes)])]);
  const block = new common.Block();
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

describe('counting a chain', () => {
  it('counts envelopes, and those that a written key or range invalidated', async () => {
    // 0 valid, 10 endorsement policy, 11 a key was written in between, 12 a range was
    const blocks = [blockOf(1), blockOf(3, [0, 11, 10]), blockOf(2, [12, 11])];
    const reader = {
      query: (name: string, number?: string) => {
        const info = new common.BlockchainInfo();
        info.setHeight(blocks.length);
        return Promise.resolve((name === 'GetChainInfo' ? info : blocks[Number(number)]!).serializeBinary());
      },
      evaluate: () => Promise.reject(new Error('not asked for')),
      close: () => undefined,
    };
    assert.deepEqual(await countChain(reader), { blocks: 3, transactions: 6, mvccConflicts: 3 });
  });
});
