// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Channel } from '../channel/channel.js';
import { sha256 } from '../ledger/hashes.js';
import type { StateView } from '../ledger/state-view.js';
import type { SigningIdentity } from '../msp/signing-identity.js';
import type { PeerEndorser } from './peer-endorser.js';
import { prepareTransaction } from './prepared-transaction.js';
import { storePrivateWrites } from './private-distribution.js';
import { openProposal, unpackProposal } from './proposal.js';

const NONCE_BYTES = 24;

/** A call that the devpeer itself makes for one of its organisations. */
export interface OwnCall {
  readonly signer: SigningIdentity;
  readonly chaincode: string;
  readonly args: readonly [string, Uint8Array];
}

/** A call that the peers refuse. */
export class OwnCallError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OwnCallError';
  }
}

/**
 * Proposes a call, has the given peers endorse it and signs the transaction.
 *
 * @returns the encoded envelope, ready to be ordered.
 * @throws OwnCallError with what the first peer that refuses says.
 */
export async function endorseOwnCall(
  channel: Channel,
  call: OwnCall,
  endorsers: readonly PeerEndorser[],
  state: StateView,
): Promise<Uint8Array> {
  const proposal = unpackProposal(openProposal(signedProposal(channel.name, call)));
  const creator = channel.msps.deserialize(call.signer.serialized);
  let payload: Uint8Array | undefined;
  const endorsements: peer.Endorsement[] = [];
  for (const endorser of endorsers) {
    const answer = await endorser.process({ proposal, creator }, state);
    if (answer.endorsement === undefined || answer.payload === undefined) {
      throw new OwnCallError(answer.response.getMessage());
    }
    payload ??= answer.payload;
    endorsements.push(answer.endorsement);
    const writes = answer.simulation?.privateWrites ?? [];
    await storePrivateWrites(channel, proposal.header.txId, writes, [endorser.mspId]);
  }
  const envelope = prepareTransaction(proposal, payload ?? new Uint8Array(0), endorsements);
  envelope.setSignature(call.signer.sign(envelope.getPayload_asU8()));
  return envelope.serializeBinary();
}

function signedProposal(channel: string, call: OwnCall): peer.SignedProposal {
  const proposal = new peer.Proposal();
  proposal.setHeader(header(channel, call).serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation(call).serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  const bytes = proposal.serializeBinary();
  signed.setProposalBytes(bytes);
  signed.setSignature(call.signer.sign(bytes));
  return signed;
}

function header(channel: string, { signer, chaincode }: OwnCall): common.Header {
  const nonce = randomBytes(NONCE_BYTES);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(chaincode));
  const timestamp = new timestampProto.Timestamp();
  timestamp.fromDate(new Date());
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTimestamp(timestamp);
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(sha256(nonce, signer.serialized).toString('hex'));
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(signer.serialized);
  signatureHeader.setNonce(nonce);
  const result = new common.Header();
  result.setChannelHeader(channelHeader.serializeBinary());
  result.setSignatureHeader(signatureHeader.serializeBinary());
  return result;
}

function invocation({ chaincode, args: [name, request] }: OwnCall): peer.ChaincodeInvocationSpec {
  const input = new peer.ChaincodeInput();
  input.setArgsList([Buffer.from(name), request]);
  const specification = new peer.ChaincodeSpec();
  specification.setType(peer.ChaincodeSpec.Type.GOLANG);
  specification.setChaincodeId(chaincodeId(chaincode));
  specification.setInput(input);
  const result = new peer.ChaincodeInvocationSpec();
  result.setChaincodeSpec(specification);
  return result;
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}
