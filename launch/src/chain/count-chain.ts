// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { LedgerReader } from './ledger-reader.js';

/** How long a chain is. */
export interface ChainCount {
  /** From the genesis block, which counts. */
  readonly blocks: number;
  /** Envelopes in all blocks, valid or not, configuration included. */
  readonly transactions: number;
}

/** Counts blocks and transactions by reading every block. */
export async function countChain(reader: LedgerReader): Promise<ChainCount> {
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  const blocks = info.getHeight();
  let transactions = 0;
  for (let number = 0; number < blocks; number += 1) {
    const block = common.Block.deserializeBinary(await reader.query('GetBlockByNumber', String(number)));
    transactions += block.getData()?.getDataList().length ?? 0;
  }
  return { blocks, transactions };
}
