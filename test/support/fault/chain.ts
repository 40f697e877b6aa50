// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { LedgerReader } from '@wattpass/launch/internal/chain/ledger-reader.js';

/** Blocks asked for at the same time. */
const AT_ONCE = 20;

/** What became of a transaction, by the metadata of the first block that has its id. */
export interface ChainedTransaction {
  readonly block: number;
  /** Fabric's validation code; 0 is VALID. */
  readonly code: number;
  /** How often the same envelope came again: each later one is invalid as DUPLICATE_TXID. */
  repeats: number;
}

/** Reads every block of a peer: its transactions by id. */
export async function readChain(reader: LedgerReader): Promise<Map<string, ChainedTransaction>> {
  const found = new Map<string, ChainedTransaction>();
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  for (const [number, block] of (await readBlocks(reader, info.getHeight())).entries()) {
    const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
    for (const [index, envelope] of (block.getData()?.getDataList_asU8() ?? []).entries()) {
      const id = txIdOf(envelope);
      const known = found.get(id);
      if (known !== undefined) {
        known.repeats += 1;
        continue;
      }
      found.set(id, { block: number, code: codes?.[index] ?? peer.TxValidationCode.NOT_VALIDATED, repeats: 0 });
    }
  }
  return found;
}

async function readBlocks(reader: LedgerReader, height: number): Promise<common.Block[]> {
  const blocks: common.Block[] = [];
  while (blocks.length < height) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, height - blocks.length) }, (_, i) => blocks.length + i);
    const read = await Promise.all(numbers.map((number) => reader.query('GetBlockByNumber', String(number))));
    blocks.push(...read.map((bytes) => common.Block.deserializeBinary(bytes)));
  }
  return blocks;
}

function txIdOf(envelope: Uint8Array): string {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const header = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
  return common.ChannelHeader.deserializeBinary(header).getTxId();
}
