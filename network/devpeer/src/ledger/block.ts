// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { blockDataHash, type HeaderParts } from './block-hash.js';
import { LedgerError } from './ledger-error.js';
import { decodeRwset } from './rwset-codec.js';
import type { NamespaceRwset } from './rwset.js';
import { decodeAction, decodeEnvelope, ValidationCode, type ValidationCodeValue } from './transaction.js';

const { TRANSACTIONS_FILTER, COMMIT_HASH, SIGNATURES } = common.BlockMetadataIndex;
const METADATA_ENTRIES = 5;

/** A transaction of a block with what its commit needs. */
export interface BlockTransaction {
  readonly txId: string;
  readonly type: number;
  readonly code: ValidationCodeValue;
  readonly timestamp: Timestamp | undefined;
  /** What it read and wrote; empty for configuration and unreadable transactions. */
  readonly rwset: readonly NamespaceRwset[];
  /** The encoded chaincode event; empty when it raised none. */
  readonly event: Uint8Array;
}

/** A block taken apart. */
export interface DecodedBlock {
  readonly header: HeaderParts;
  readonly envelopes: readonly Uint8Array[];
  readonly flags: Uint8Array;
  readonly commitHash: Uint8Array;
}

/** The metadata of a block that is written. */
export interface BlockMetadata {
  /** The orderer's signature, an encoded common.Metadata. */
  readonly signatures: Uint8Array;
  readonly flags: Uint8Array;
  readonly commitHash: Uint8Array;
}

/** Encodes a block. */
export function encodeBlock(
  header: HeaderParts,
  envelopes: readonly Uint8Array[],
  metadata: BlockMetadata,
): Uint8Array {
  const entries: Uint8Array[] = Array.from({ length: METADATA_ENTRIES }, () => new Uint8Array(0));
  entries[SIGNATURES] = metadata.signatures;
  entries[TRANSACTIONS_FILTER] = metadata.flags;
  if (metadata.commitHash.length > 0) {
    const commitHash = new common.Metadata();
    commitHash.setValue(metadata.commitHash);
    entries[COMMIT_HASH] = commitHash.serializeBinary();
  }
  const blockHeader = new common.BlockHeader();
  blockHeader.setNumber(header.number);
  blockHeader.setPreviousHash(header.previousHash);
  blockHeader.setDataHash(header.dataHash);
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const blockMetadata = new common.BlockMetadata();
  blockMetadata.setMetadataList(entries);
  const block = new common.Block();
  block.setHeader(blockHeader);
  block.setData(data);
  block.setMetadata(blockMetadata);
  return block.serializeBinary();
}

/**
 * Takes a stored block apart.
 *
 * @throws LedgerError LEDGER_CORRUPT when it has no header, data or metadata.
 */
export function decodeBlock(bytes: Uint8Array): DecodedBlock {
  const block = common.Block.deserializeBinary(bytes);
  const header = block.getHeader();
  const data = block.getData();
  const metadata = block.getMetadata();
  if (header === undefined || data === undefined || metadata === undefined) {
    throw new LedgerError('LEDGER_CORRUPT', 'a block lacks its header, data or metadata');
  }
  const entries = metadata.getMetadataList_asU8();
  const empty = new Uint8Array(0);
  return {
    header: {
      number: header.getNumber(),
      previousHash: header.getPreviousHash_asU8(),
      dataHash: header.getDataHash_asU8(),
    },
    envelopes: data.getDataList_asU8(),
    flags: entries[TRANSACTIONS_FILTER] ?? empty,
    commitHash: common.Metadata.deserializeBinary(entries[COMMIT_HASH] ?? empty).getValue_asU8(),
  };
}

/** The header of the block that follows one with hash `previousHash`. */
export function nextHeader(number: number, previousHash: Uint8Array, envelopes: readonly Uint8Array[]): HeaderParts {
  return { number, previousHash, dataHash: blockDataHash(envelopes) };
}

/** Whether the header's data hash covers the block's transactions. */
export function isDataIntact(block: DecodedBlock): boolean {
  return Buffer.compare(block.header.dataHash, blockDataHash(block.envelopes)) === 0;
}

/** Decodes a committed transaction with the outcome the block records for it. */
export function decodeBlockTransaction(envelope: Uint8Array, code: ValidationCodeValue): BlockTransaction {
  const unreadable = { txId: '', type: -1, code, timestamp: undefined, rwset: [], event: new Uint8Array(0) };
  let known: BlockTransaction = unreadable;
  try {
    const { header, data } = decodeEnvelope(envelope);
    known = { ...unreadable, txId: header.txId, type: header.type, timestamp: header.timestamp };
    if (header.type !== common.HeaderType.ENDORSER_TRANSACTION) return known;
    const action = decodeAction(data);
    return { ...known, event: action.events, rwset: code === ValidationCode.VALID ? decodeRwset(action.results) : [] };
  } catch (error) {
    if (code === ValidationCode.VALID) throw error;
    return known;
  }
}

/** The transactions of a stored block with their outcomes. */
export function transactionsOf(block: DecodedBlock): BlockTransaction[] {
  return block.envelopes.map((envelope, index) =>
    decodeBlockTransaction(envelope, (block.flags[index] ?? ValidationCode.NOT_VALIDATED) as ValidationCodeValue),
  );
}

/** The name of a validation code, as in MVCC_READ_CONFLICT. */
export function validationCodeName(code: number): string {
  return Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0] ?? String(code);
}
