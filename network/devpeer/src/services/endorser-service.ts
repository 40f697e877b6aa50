// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser, PeerResponse } from '../endorser/peer-endorser.js';
import { checkProposal, ProposalRefusedError } from '../endorser/proposal-check.js';
import { decodeProposal, MalformedProposalError, type Proposal } from '../endorser/proposal.js';
import { storePrivateWrites } from '../endorser/private-distribution.js';
import { unary } from './calls.js';
import type { GatewayContext } from './gateway-context.js';
import type { GrpcService } from './grpc-server.js';
import { RpcError } from './rpc-error.js';
import { querySystemChaincode } from './system-chaincodes.js';

const ERROR = 500;

/** The `protos.Endorser` service of one organisation's peer, for clients that endorse without a gateway. */
export function createEndorserService(context: GatewayContext): GrpcService {
  return {
    definition: peer.EndorserService,
    implementation: {
      processProposal: unary((signed: peer.SignedProposal) => processProposal(context, signed)),
    },
  };
}

async function processProposal(context: GatewayContext, signed: peer.SignedProposal): Promise<peer.ProposalResponse> {
  const { channel, endorsers, localMspId } = context;
  const endorser = endorsers.get(localMspId);
  if (endorser === undefined) throw new RpcError(status.UNAVAILABLE, 'the peer is not ready');
  const proposal = read(signed);
  if (proposal.header.channel !== channel.name) {
    return failed(`channel '${proposal.header.channel}' not found`);
  }
  return answer(context, endorser, proposal);
}

async function answer(
  { channel }: GatewayContext,
  endorser: PeerEndorser,
  proposal: Proposal,
): Promise<peer.ProposalResponse> {
  const creator = check(channel, proposal);
  const system = querySystemChaincode(channel, { proposal, creator });
  if (system !== undefined) return toProposalResponse(endorser.endorseQuery(proposal, system));
  const snapshot = channel.ledger.snapshot();
  try {
    const response = await endorser.process({ proposal, creator }, snapshot);
    if (response.endorsement !== undefined) {
      await storePrivateWrites(channel, proposal.header.txId, response.simulation?.privateWrites ?? []);
    }
    return toProposalResponse(response);
  } finally {
    await snapshot.release();
  }
}

function read(signed: peer.SignedProposal): Proposal {
  try {
    return decodeProposal(signed);
  } catch (error) {
    if (error instanceof MalformedProposalError) throw new RpcError(status.UNKNOWN, refusalOf(error));
    throw error;
  }
}

/** The peer reads the proposal first and what it calls later. */
function refusalOf({ message }: MalformedProposalError): string {
  return message.startsWith('error unmarshalling Proposal:') ? `failed parsing proposal: ${message}` : message;
}

function check(channel: GatewayContext['channel'], proposal: Proposal): ReturnType<typeof checkProposal> {
  try {
    return checkProposal(channel, proposal, new Date());
  } catch (error) {
    if (error instanceof ProposalRefusedError) throw new RpcError(status.UNKNOWN, error.message);
    throw error;
  }
}

function toProposalResponse({ response, payload, endorsement }: PeerResponse): peer.ProposalResponse {
  const result = new peer.ProposalResponse();
  if (endorsement !== undefined) result.setVersion(1);
  result.setResponse(response);
  if (payload !== undefined) result.setPayload(payload);
  result.setEndorsement(endorsement);
  return result;
}

function failed(message: string): peer.ProposalResponse {
  const response = new peer.Response();
  response.setStatus(ERROR);
  response.setMessage(message);
  return toProposalResponse({ response, payload: undefined, endorsement: undefined, simulation: undefined });
}
