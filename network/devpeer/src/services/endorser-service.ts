// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser, PeerResponse } from '../endorser/peer-endorser.js';
import {
  admitProposal,
  checkProposal,
  ProposalRefusedError,
  type CheckedProposal,
} from '../endorser/proposal-check.js';
import { MalformedProposalError, openProposal } from '../endorser/proposal.js';
import { storePrivateWrites } from '../endorser/private-distribution.js';
import { unary } from './calls.js';
import type { GatewayContext } from './gateway-context.js';
import type { GrpcService } from './grpc-server.js';
import { RpcError } from './rpc-error.js';

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
  return refusing(async () => {
    const proposal = admitProposal(channel, openProposal(signed), new Date());
    const called = proposal.header.channel;
    if (called !== '' && called !== channel.name) return failed(`channel '${called}' not found`);
    const checked = checkProposal(channel, localMspId, proposal);
    const answer = called === '' ? endorser.processWithoutChannel(checked) : process(channel, endorser, checked);
    return toProposalResponse(await answer);
  });
}

async function process(
  channel: GatewayContext['channel'],
  endorser: PeerEndorser,
  checked: CheckedProposal,
): Promise<PeerResponse> {
  const snapshot = channel.ledger.snapshot();
  try {
    const response = await endorser.process(checked, snapshot);
    if (response.endorsement !== undefined) {
      const { txId } = checked.proposal.header;
      await storePrivateWrites(channel, txId, response.simulation?.privateWrites ?? [], [endorser.mspId]);
    }
    return response;
  } finally {
    await snapshot.release();
  }
}

/** Turns refusals into what a client of the peer sees. */
async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof MalformedProposalError) {
      throw new RpcError(status.UNKNOWN, `failed parsing proposal: ${error.message}`);
    }
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
