// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { signWith, type Identity } from './identity.js';

/** A call of a chaincode. */
export interface Call {
  readonly channel: string;
  readonly chaincode: string;
  readonly args: readonly (string | Uint8Array)[];
  readonly transient?: Readonly<Record<string, string>>;
}

/** Where a proposal departs from what a client sends. */
export interface Forgery {
  readonly nonce?: Uint8Array;
  readonly txId?: string;
  readonly timestamp?: Date;
  readonly epoch?: number;
  readonly headerType?: number;
  readonly creator?: Uint8Array;
  /** Chaincode named in the header's extension instead of the one that is called. */
  readonly headerChaincode?: string;
  readonly signature?: 'high-s' | 'none' | 'of another' | 'garbage';
  /** Replaces the chaincode input by these bytes. */
  readonly input?: Uint8Array;
  /** Leaves the header out of the proposal. */
  readonly withoutHeader?: boolean;
}

/** A proposal as it is sent. */
export interface SignedProposal {
  readonly txId: string;
  readonly channel: string;
  readonly message: peer.SignedProposal;
}

/** Hexadecimal SHA-256 over nonce and creator: the id every transaction must have. */
export function transactionId(nonce: Uint8Array, creator: Uint8Array): string {
  return createHash('sha256').update(nonce).update(creator).digest('hex');
}

/** Builds a header with its transaction id. */
export function buildHeader(
  caller: Identity,
  { channel, chaincode }: Pick<Call, 'channel' | 'chaincode'>,
  forgery: Forgery = {},
): { readonly txId: string; readonly header: common.Header } {
  const creator = forgery.creator ?? caller.creator;
  const nonce = forgery.nonce ?? randomBytes(24);
  const txId = forgery.txId ?? transactionId(nonce, creator);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(forgery.headerChaincode ?? chaincode));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(forgery.headerType ?? common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTimestamp(timestampOf(forgery.timestamp ?? new Date()));
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(txId);
  channelHeader.setEpoch(forgery.epoch ?? 0);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  return { txId, header };
}

/** Builds and signs a proposal. */
export function buildProposal(caller: Identity, call: Call, forgery: Forgery = {}): SignedProposal {
  const { txId, header } = buildHeader(caller, call, forgery);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(forgery.input ?? invocation(call));
  for (const [name, value] of Object.entries(call.transient ?? {})) {
    payload.getTransientmapMap().set(name, Buffer.from(value));
  }
  const proposal = new peer.Proposal();
  if (forgery.withoutHeader !== true) proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const bytes = proposal.serializeBinary();
  const message = new peer.SignedProposal();
  message.setProposalBytes(bytes);
  message.setSignature(signatureOf(caller, bytes, forgery.signature));
  return { txId, channel: call.channel, message };
}

function invocation({ chaincode, args }: Call): Uint8Array {
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((argument) => Buffer.from(argument)));
  const specification = new peer.ChaincodeSpec();
  specification.setType(peer.ChaincodeSpec.Type.NODE);
  specification.setChaincodeId(chaincodeId(chaincode));
  specification.setInput(input);
  const message = new peer.ChaincodeInvocationSpec();
  message.setChaincodeSpec(specification);
  return message.serializeBinary();
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}

function timestampOf(date: Date): timestampProto.Timestamp {
  const timestamp = new timestampProto.Timestamp();
  timestamp.fromDate(date);
  return timestamp;
}

/** Signs bytes, or gives what a forger would put in the signature's place. */
export function signatureOf(caller: Identity, bytes: Uint8Array, forged?: Forgery['signature']): Uint8Array {
  switch (forged) {
    case 'none':
      return new Uint8Array(0);
    case 'garbage':
      return Buffer.from('no signature');
    case 'of another':
      return signWith(caller.key, Buffer.concat([bytes, Buffer.of(0)]));
    case 'high-s':
      return signWith(caller.key, bytes, 'high');
    default:
      return signWith(caller.key, bytes);
  }
}
