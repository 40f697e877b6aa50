// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { LedgerReader } from './ledger-reader.js';

/** How long a chain is, and what on it came to nothing. */
export interface ChainCount {
  /** From the genesis block, which counts. */
  readonly blocks: number;
  /** Envelopes in all blocks, valid or not, configuration included. */
  readonly transactions: number;
  /** Of them, those that peers invalidated because a key or a range they had read was written in between. */
  readonly mvccConflicts: number;
}

const { MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT } = peer.TxValidationCode;

/** Counts blocks and transactions by reading every block, with the code that the peer's validation gave each. */
export async function countChain(reader: LedgerReader): Promise<ChainCount> {
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  const blocks = info.getHeight();
  let [transactions, mvccConflicts] = [0, 0];
  for (let number = 0; number < blocks; number += 1) {
    const block = common.Block.deserializeBinary(await reader.query('GetBlockByNumber', String(number)));
    transactions += block.getData()?.getDataList().length ?? 0;
    mvccConflicts += conflictsIn(block);
  }
  return { blocks, transactions, mvccConflicts };
}

/** A block's metadata holds one byte for each of its transactions. */
function conflictsIn(block: common.Block): number {
  const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  const isConflict = (code: number): boolean => code === MVCC_READ_CONFLICT || code === PHANTOM_READ_CONFLICT;
  return codes === undefined ? 0 : [...codes].filter(isConflict).length;
}
