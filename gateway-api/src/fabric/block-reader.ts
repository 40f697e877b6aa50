// SPDX-License-Identifier: Apache-2.0
import { StatusCode } from '@hyperledger/fabric-gateway';
import { common, msp } from '@hyperledger/fabric-protos';
import { statusName, toFabricError } from './error-mapper.js';
import type { TransactionStatus } from './ledger-client.js';

/** Evaluates a function of Fabric's query system chaincode; the channel is filled in. */
export type SystemQuery = (name: string, ...args: string[]) => Promise<Uint8Array>;

/** How many blocks the peer has. */
export async function readHeight(query: SystemQuery): Promise<bigint> {
  try {
    const info = common.BlockchainInfo.deserializeBinary(await query('GetChainInfo'));
    return BigInt(info.getHeight());
  } catch (error) {
    throw toFabricError(error);
  }
}

/** Hex SHA-256 of the header of block 0, which block 1 holds. */
export async function readFirstBlockHash(query: SystemQuery): Promise<string> {
  try {
    const block = common.Block.deserializeBinary(await query('GetBlockByNumber', '1'));
    return Buffer.from(block.getHeader()?.getPreviousHash_asU8() ?? []).toString('hex');
  } catch (error) {
    throw toFabricError(error);
  }
}

/** A committed transaction by its id, or undefined when the peer has no block with it. */
export async function readTransactionStatus(query: SystemQuery, txId: string): Promise<TransactionStatus | undefined> {
  try {
    return findTransaction(common.Block.deserializeBinary(await query('GetBlockByTxID', txId)), txId);
  } catch (error) {
    const mapped = toFabricError(error);
    if (mapped.code === 'LEDGER_REFUSED' && mapped.detail.includes('no such transaction ID')) {
      return undefined;
    }
    throw mapped;
  }
}

/** The transaction's place in a block, with the validation code that the block's metadata give it. */
export function findTransaction(block: common.Block, txId: string): TransactionStatus | undefined {
  const headers = (block.getData()?.getDataList_asU8() ?? []).map(readHeader);
  const index = headers.findIndex((header) => header?.txId === txId);
  const header = headers[index];
  if (header === undefined) {
    return undefined;
  }
  const code = validationCodes(block)[index] ?? StatusCode.NOT_VALIDATED;
  return {
    ...header,
    status: code === StatusCode.VALID ? 'valid' : 'invalid',
    code: statusName(code),
    blockNumber: String(block.getHeader()?.getNumber() ?? 0),
  };
}

/** One byte a transaction, in the block's metadata. */
function validationCodes(block: common.Block): Uint8Array {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
}

function readHeader(envelope: Uint8Array): { txId: string; timestamp: string; creatorMspId: string } | undefined {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const header = payload.getHeader();
  if (header === undefined) {
    return undefined;
  }
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signature = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const creator = msp.SerializedIdentity.deserializeBinary(signature.getCreator_asU8());
  const timestamp = channel.getTimestamp()?.toDate() ?? new Date(0);
  return { txId: channel.getTxId(), timestamp: timestamp.toISOString(), creatorMspId: creator.getMspid() };
}
