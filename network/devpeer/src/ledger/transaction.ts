// SPDX-License-Identifier: Apache-2.0
import { common, msp, peer } from '@hyperledger/fabric-protos';
import type { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';

/** Fabric's codes for the outcome of a transaction. */
export const ValidationCode = peer.TxValidationCode;
/** One of Fabric's codes for the outcome of a transaction. */
export type ValidationCodeValue = peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap];

/** A transaction that is refused, with the code that goes into the block. */
export class TransactionError extends Error {
  constructor(
    readonly code: ValidationCodeValue,
    message: string,
  ) {
    super(message);
    this.name = 'TransactionError';
  }
}

/** The header of an envelope; the raw parts are kept because hashes run over them. */
export interface EnvelopeHeader {
  readonly type: number;
  readonly channel: string;
  readonly txId: string;
  readonly epoch: number;
  readonly timestamp: Timestamp | undefined;
  readonly extension: Uint8Array;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  readonly channelHeaderBytes: Uint8Array;
  readonly signatureHeaderBytes: Uint8Array;
}

/** A signed envelope taken apart. */
export interface DecodedEnvelope {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly header: EnvelopeHeader;
  readonly data: Uint8Array;
}

/** One organisation's signature over a proposal response. */
export interface Endorsement {
  readonly endorser: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the endorsers of a transaction agreed on. */
export interface EndorsedAction {
  readonly signatureHeaderBytes: Uint8Array;
  readonly proposalPayload: Uint8Array;
  readonly responsePayload: Uint8Array;
  readonly proposalHash: Uint8Array;
  readonly endorsements: readonly Endorsement[];
  readonly chaincode: { readonly name: string; readonly version: string } | undefined;
  readonly results: Uint8Array;
  readonly events: Uint8Array;
}

function decode<T>(code: ValidationCodeValue, what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TransactionError) throw error;
    throw new TransactionError(code, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Decodes the header of a payload or proposal. */
export function decodeHeader(header: common.Header): EnvelopeHeader {
  const channelHeaderBytes = header.getChannelHeader_asU8();
  const signatureHeaderBytes = header.getSignatureHeader_asU8();
  const channelHeader = common.ChannelHeader.deserializeBinary(channelHeaderBytes);
  const signatureHeader = common.SignatureHeader.deserializeBinary(signatureHeaderBytes);
  return {
    type: channelHeader.getType(),
    channel: channelHeader.getChannelId(),
    txId: channelHeader.getTxId(),
    epoch: channelHeader.getEpoch(),
    timestamp: channelHeader.getTimestamp(),
    extension: channelHeader.getExtension_asU8(),
    creator: signatureHeader.getCreator_asU8(),
    nonce: signatureHeader.getNonce_asU8(),
    channelHeaderBytes,
    signatureHeaderBytes,
  };
}

/**
 * Takes a signed envelope apart.
 *
 * @throws TransactionError BAD_PAYLOAD or BAD_COMMON_HEADER.
 */
export function decodeEnvelope(bytes: Uint8Array): DecodedEnvelope {
  const envelope = decode(ValidationCode.INVALID_OTHER_REASON, 'envelope', () =>
    common.Envelope.deserializeBinary(bytes),
  );
  const payloadBytes = envelope.getPayload_asU8();
  const payload = decode(ValidationCode.BAD_PAYLOAD, 'payload', () => common.Payload.deserializeBinary(payloadBytes));
  const header = payload.getHeader();
  if (header === undefined) throw new TransactionError(ValidationCode.BAD_COMMON_HEADER, 'nil header');
  return {
    payload: payloadBytes,
    signature: envelope.getSignature_asU8(),
    header: decode(ValidationCode.BAD_COMMON_HEADER, 'header', () => decodeHeader(header)),
    data: payload.getData_asU8(),
  };
}

/**
 * Decodes the one action of an endorser transaction.
 *
 * @throws TransactionError INVALID_ENDORSER_TRANSACTION.
 */
export function decodeAction(data: Uint8Array): EndorsedAction {
  return decode(ValidationCode.INVALID_ENDORSER_TRANSACTION, 'transaction', () => {
    const [action, ...more] = peer.Transaction.deserializeBinary(data).getActionsList();
    if (action === undefined || more.length > 0) throw new Error('exactly one action is required');
    const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
    const endorsed = payload.getAction();
    if (endorsed === undefined) throw new Error('nil action');
    const responsePayload = endorsed.getProposalResponsePayload_asU8();
    const response = peer.ProposalResponsePayload.deserializeBinary(responsePayload);
    const chaincodeAction = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
    const chaincode = chaincodeAction.getChaincodeId();
    return {
      signatureHeaderBytes: action.getHeader_asU8(),
      proposalPayload: payload.getChaincodeProposalPayload_asU8(),
      responsePayload,
      proposalHash: response.getProposalHash_asU8(),
      endorsements: endorsed.getEndorsementsList().map((endorsement) => ({
        endorser: endorsement.getEndorser_asU8(),
        signature: endorsement.getSignature_asU8(),
      })),
      chaincode: chaincode && { name: chaincode.getName(), version: chaincode.getVersion() },
      results: chaincodeAction.getResults_asU8(),
      events: chaincodeAction.getEvents_asU8(),
    };
  });
}

/** The chaincode a header names, or an empty string. */
export function chaincodeOf(header: EnvelopeHeader): string {
  return peer.ChaincodeHeaderExtension.deserializeBinary(header.extension).getChaincodeId()?.getName() ?? '';
}

/** The organisation a serialized identity claims to belong to. */
export function mspIdOf(serializedIdentity: Uint8Array): string {
  return msp.SerializedIdentity.deserializeBinary(serializedIdentity).getMspid();
}
