// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import jspb from 'google-protobuf';
import type { Channel } from '../channel/channel.js';
import { LedgerError } from '../ledger/ledger-error.js';
import { privateRwsetToProto } from '../ledger/rwset-codec.js';
import type { Identity } from '../msp/identity.js';
import type { DeliverStatus } from './seek.js';

const STATUS_FIELD = 1;
const BLOCK_FIELD = 2;
const FILTERED_BLOCK_FIELD = 3;
const BLOCK_AND_PRIVATE_DATA_FIELD = 4;

/**
 * Encodes the DeliverResponse for a block, which peers and orderers have in common. Blocks go out as they are
 * stored, without being decoded.
 */
export type BlockEncoder = (channel: Channel, number: number, requester: Identity) => Promise<Buffer> | Buffer;

/** The response that ends a request. */
export function encodeStatus(status: DeliverStatus): Buffer {
  const writer = new jspb.BinaryWriter();
  writer.writeEnum(STATUS_FIELD, status);
  return Buffer.from(writer.getResultBuffer());
}

/** A whole block. */
export const encodeFullBlock: BlockEncoder = (channel, number) =>
  encodeField(BLOCK_FIELD, storedBlock(channel, number));

/** A block without the content of its transactions: ids, outcomes, and events without payload. */
export const encodeFilteredBlock: BlockEncoder = (channel, number) => {
  const block = channel.ledger.committed(number);
  const filtered = new peer.FilteredBlock();
  filtered.setChannelId(channel.name);
  filtered.setNumber(number);
  for (const transaction of block?.transactions ?? []) {
    const entry = new peer.FilteredTransaction();
    entry.setTxid(transaction.txId);
    entry.setType(transaction.type as common.HeaderTypeMap[keyof common.HeaderTypeMap]);
    entry.setTxValidationCode(transaction.code);
    if (transaction.type === common.HeaderType.ENDORSER_TRANSACTION) {
      entry.setTransactionActions(filteredActions(transaction.event));
    }
    filtered.addFilteredTransactions(entry);
  }
  return encodeField(FILTERED_BLOCK_FIELD, filtered.serializeBinary());
};

/** A whole block with the private data that the organisation `mspId` holds and the requester may see. */
export function privateBlockEncoder(mspId: string): BlockEncoder {
  return async (channel, number, requester) => {
    const message = new peer.BlockAndPrivateData();
    for (const [tx, sets] of await channel.ledger.privateWrites(mspId, number)) {
      const visible = sets.filter(({ namespace, collection }) =>
        channel.chaincodes.find(namespace, collection)?.isMember(requester),
      );
      if (visible.length > 0) message.getPrivateDataMapMap().set(tx, privateRwsetToProto(visible));
    }
    // The block is field 1 of the message; protobuf lets messages be joined.
    const block = encodeField(1, storedBlock(channel, number));
    return encodeField(BLOCK_AND_PRIVATE_DATA_FIELD, Buffer.concat([block, message.serializeBinary()]));
  };
}

function filteredActions(event: Uint8Array): peer.FilteredTransactionActions {
  const actions = new peer.FilteredTransactionActions();
  if (event.length === 0) return actions;
  const full = peer.ChaincodeEvent.deserializeBinary(event);
  const shown = new peer.ChaincodeEvent();
  shown.setTxId(full.getTxId());
  shown.setChaincodeId(full.getChaincodeId());
  shown.setEventName(full.getEventName());
  const action = new peer.FilteredChaincodeAction();
  action.setChaincodeEvent(shown);
  actions.addChaincodeActions(action);
  return actions;
}

function storedBlock(channel: Channel, number: number): Uint8Array {
  const block = channel.ledger.block(number);
  if (block === undefined) throw new LedgerError('LEDGER_NOT_FOUND', `there is no block ${number}`);
  return block;
}

function encodeField(field: number, bytes: Uint8Array): Buffer {
  const writer = new jspb.BinaryWriter();
  writer.writeBytes(field, bytes);
  return Buffer.from(writer.getResultBuffer());
}
