// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import type { LedgerReader } from '../chain/ledger-reader.js';

/** What is wrong with a chain; empty if it holds. */
export interface ChainVerdict {
  readonly blocks: number;
  readonly problems: readonly string[];
}

/**
 * Recomputes every block's hashes: a header's hash is SHA-256 over the DER of (number, previous hash, data hash), the
 * data hash SHA-256 over the envelopes one after another (Fabric, protoutil/blockutils.go).
 */
export async function verifyChain(reader: LedgerReader): Promise<ChainVerdict> {
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  const problems: string[] = [];
  let previous: Buffer | undefined;
  for (let number = 0; number < info.getHeight(); number += 1) {
    const block = common.Block.deserializeBinary(await reader.query('GetBlockByNumber', String(number)));
    const header = block.getHeader() ?? new common.BlockHeader();
    problems.push(...problemsOf(block, header, number, previous));
    previous = headerHash(number, header.getPreviousHash_asU8(), header.getDataHash_asU8());
  }
  if (previous !== undefined && !previous.equals(info.getCurrentblockhash_asU8())) {
    problems.push('the hash of the last block is not the one that the peer states');
  }
  return { blocks: info.getHeight(), problems };
}

function problemsOf(
  block: common.Block,
  header: common.BlockHeader,
  number: number,
  previous: Buffer | undefined,
): string[] {
  const data = createHash('sha256');
  for (const envelope of block.getData()?.getDataList_asU8() ?? []) {
    data.update(envelope);
  }
  const problems: string[] = [];
  if (header.getNumber() !== number) {
    problems.push(`block ${number} says that it is block ${header.getNumber()}`);
  }
  if (previous !== undefined && !previous.equals(header.getPreviousHash_asU8())) {
    problems.push(`block ${number} does not follow from block ${number - 1}`);
  }
  if (!data.digest().equals(header.getDataHash_asU8())) {
    problems.push(`block ${number} holds other data than its header says`);
  }
  return problems;
}

/** SHA-256 of the header's DER: SEQUENCE of INTEGER and two OCTET STRINGs. */
export function headerHash(number: number, previousHash: Uint8Array, dataHash: Uint8Array): Buffer {
  const body = Buffer.concat([
    element(0x02, integerBytes(number)),
    element(0x04, previousHash),
    element(0x04, dataHash),
  ]);
  return createHash('sha256').update(element(0x30, body)).digest();
}

/** One DER element of at most 127 bytes, which headers of SHA-256 hashes never exceed. */
function element(tag: number, content: Uint8Array): Buffer {
  if (content.length > 127) {
    throw new RangeError('a block header of SHA-256 hashes has at most 127 bytes');
  }
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

function integerBytes(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0; // DER integers are signed
  return isNegative ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}
