// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { sha256 } from '../ledger/hashes.js';
import { decodeHeader, type EnvelopeHeader } from '../ledger/transaction.js';

/** A proposal that cannot even be read. */
export class MalformedProposalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedProposalError';
  }
}

/** What a proposal's payload asks for; nothing in it has to be there. */
export interface Invocation {
  /** The chaincode that the input names: the gateway goes by it. Empty when it names none. */
  readonly called: string;
  readonly specification: peer.ChaincodeSpec | undefined;
  readonly input: peer.ChaincodeInput | undefined;
  readonly hasTransient: boolean;
  /** The chaincode's input as a payload without transient data. */
  readonly publicPayload: Uint8Array;
}

/** A signed proposal taken apart as far as its header goes. */
export interface OpenedProposal {
  readonly signed: peer.SignedProposal;
  readonly header: EnvelopeHeader;
  /** The header as it was sent, for the transaction. */
  readonly headerMessage: common.Header;
  /**
   * What the payload asks for. A peer looks at it after it has checked the header.
   *
   * @throws MalformedProposalError when it cannot be read.
   */
  invocation(): Invocation;
}

/** A proposal that says all that has to be said. */
export interface Proposal extends OpenedProposal {
  /** The chaincode that the header names: it is the one that runs. */
  readonly chaincode: string;
  readonly input: peer.ChaincodeInput;
  /** What endorsers sign the proposal by: SHA-256 over both headers and the payload without transient data. */
  readonly hash: Uint8Array;
}

/** What Go's protobuf library says of bytes that are no message. */
const WIRE_FORMAT = 'proto: cannot parse invalid wire-format data';

function read<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new MalformedProposalError(`error unmarshalling ${what}: ${WIRE_FORMAT}`);
  }
}

/**
 * Takes a signed proposal apart.
 *
 * @throws MalformedProposalError naming the message that cannot be read.
 */
export function openProposal(signed: peer.SignedProposal): OpenedProposal {
  const proposal = read('Proposal', () => peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8()));
  const headerMessage = read('Header', () => common.Header.deserializeBinary(proposal.getHeader_asU8()));
  const header = read('ChannelHeader', () => decodeHeader(headerMessage));
  let invocation: Invocation | undefined;
  return {
    signed,
    header,
    headerMessage,
    invocation: () => (invocation ??= readInvocation(proposal.getPayload_asU8())),
  };
}

function readInvocation(bytes: Uint8Array): Invocation {
  const payload = read('ChaincodeProposalPayload', () => peer.ChaincodeProposalPayload.deserializeBinary(bytes));
  const input = payload.getInput_asU8();
  const specification = read('ChaincodeInvocationSpec', () =>
    peer.ChaincodeInvocationSpec.deserializeBinary(input).getChaincodeSpec(),
  );
  const withoutTransient = new peer.ChaincodeProposalPayload();
  withoutTransient.setInput(input);
  return {
    called: specification?.getChaincodeId()?.getName() ?? '',
    specification,
    input: specification?.getInput(),
    hasTransient: payload.getTransientmapMap().getLength() > 0,
    publicPayload: withoutTransient.serializeBinary(),
  };
}

/**
 * Checks that a proposal names a chaincode and an input, as a peer does before it looks at the signature.
 *
 * @throws MalformedProposalError saying what is missing.
 */
export function unpackProposal(opened: OpenedProposal): Proposal {
  const { header } = opened;
  const named = read('ChaincodeHeaderExtension', () =>
    peer.ChaincodeHeaderExtension.deserializeBinary(header.extension).getChaincodeId(),
  );
  if (named === undefined) throw new MalformedProposalError('ChaincodeHeaderExtension.ChaincodeId is nil');
  const chaincode = named.getName();
  if (chaincode === '') throw new MalformedProposalError('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  const { specification, input, publicPayload } = opened.invocation();
  if (specification === undefined) {
    throw new MalformedProposalError('chaincode invocation spec did not contain chaincode spec');
  }
  if (input === undefined) throw new MalformedProposalError('chaincode input did not contain any input');
  return {
    ...opened,
    chaincode,
    input,
    hash: sha256(header.channelHeaderBytes, header.signatureHeaderBytes, publicPayload),
  };
}
