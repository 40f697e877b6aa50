// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { sha256 } from '../ledger/hashes.js';
import { chaincodeOf, decodeHeader, type EnvelopeHeader } from '../ledger/transaction.js';

/** A proposal that cannot even be read. */
export class MalformedProposalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedProposalError';
  }
}

/** A signed proposal taken apart. */
export interface Proposal {
  readonly signed: peer.SignedProposal;
  readonly header: EnvelopeHeader;
  /** The header as it was sent, for the transaction. */
  readonly headerMessage: common.Header;
  /** The chaincode that the header names: it is the one that runs. */
  readonly chaincode: string;
  /** The chaincode that the input names: the gateway goes by it. */
  readonly called: string;
  readonly input: peer.ChaincodeInput;
  readonly hasTransient: boolean;
  /** The chaincode's input as a payload without transient data. */
  readonly publicPayload: Uint8Array;
  /** What endorsers sign the proposal by: SHA-256 over both headers and the payload without transient data. */
  readonly hash: Uint8Array;
}

/**
 * Takes a signed proposal apart.
 *
 * @throws MalformedProposalError naming what is missing.
 */
export function decodeProposal(signed: peer.SignedProposal | undefined): Proposal {
  const bytes = signed?.getProposalBytes_asU8() ?? new Uint8Array(0);
  if (signed === undefined || bytes.length === 0) throw new MalformedProposalError('a signed proposal is required');
  try {
    return decode(signed, bytes);
  } catch (error) {
    if (error instanceof MalformedProposalError) throw error;
    throw new MalformedProposalError(`error unmarshalling Proposal: ${WIRE_FORMAT}`);
  }
}

/** What Go's protobuf library says of bytes that are no message. */
const WIRE_FORMAT = 'proto: cannot parse invalid wire-format data';

function invocationOf(input: Uint8Array): peer.ChaincodeSpec | undefined {
  try {
    return peer.ChaincodeInvocationSpec.deserializeBinary(input).getChaincodeSpec();
  } catch {
    throw new MalformedProposalError(`error unmarshalling ChaincodeInvocationSpec: ${WIRE_FORMAT}`);
  }
}

function decode(signed: peer.SignedProposal, bytes: Uint8Array): Proposal {
  const proposal = peer.Proposal.deserializeBinary(bytes);
  const headerMessage = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const header = decodeHeader(headerMessage);
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const specification = invocationOf(payload.getInput_asU8());
  if (header.channel === '') throw new MalformedProposalError('no channel id provided');
  if (specification === undefined) {
    throw new MalformedProposalError(`no chaincode spec is provided, channel id [${header.channel}]`);
  }
  const chaincode = chaincodeOf(header);
  const called = specification.getChaincodeId()?.getName() ?? '';
  if (called === '') {
    throw new MalformedProposalError(`no chaincode name is provided, channel id [${header.channel}]`);
  }
  const input = specification.getInput();
  if (input === undefined) throw new MalformedProposalError('chaincode input did not contain any input');
  const withoutTransient = new peer.ChaincodeProposalPayload();
  withoutTransient.setInput(payload.getInput_asU8());
  const publicPayload = withoutTransient.serializeBinary();
  return {
    signed,
    header,
    headerMessage,
    chaincode,
    called,
    input,
    hasTransient: payload.getTransientmapMap().getLength() > 0,
    publicPayload,
    hash: sha256(header.channelHeaderBytes, header.signatureHeaderBytes, publicPayload),
  };
}
