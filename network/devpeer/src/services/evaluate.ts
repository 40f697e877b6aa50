// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser } from '../endorser/peer-endorser.js';
import { checkProposal, isSystemChaincode, ProposalRefusedError } from '../endorser/proposal-check.js';
import type { Proposal } from '../endorser/proposal.js';
import { failureOf, readProposal, type GatewayContext } from './gateway-context.js';
import { RpcError, type FailureDetail } from './rpc-error.js';
import { querySystemChaincode } from './system-chaincodes.js';

/** Runs a query on a peer of the target organisations, by default of the gateway's own. */
export async function evaluate(
  context: GatewayContext,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const proposal = readProposal(context, request.getProposedTransaction(), 'failed to unpack transaction proposal');
  const targets = request.getTargetOrganizationsList();
  const endorser = context.endorsers.get(targetOf(context, targets));
  if (endorser === undefined || !isDeployed(context, proposal)) {
    throw new RpcError(
      status.FAILED_PRECONDITION,
      `no peers available to evaluate chaincode ${proposal.chaincode} in channel ${context.channel.name}`,
    );
  }
  const response = await query(context, endorser, proposal);
  const result = new gateway.EvaluateResponse();
  result.setResult(response);
  return result;
}

function isDeployed({ channel }: GatewayContext, { chaincode }: Proposal): boolean {
  return isSystemChaincode(chaincode) || channel.chaincodes.get(chaincode) !== undefined;
}

function targetOf({ localMspId, endorsers }: GatewayContext, targets: readonly string[]): string {
  if (targets.length === 0 || targets.includes(localMspId)) return localMspId;
  return targets.find((target) => endorsers.has(target)) ?? '';
}

async function query(context: GatewayContext, endorser: PeerEndorser, proposal: Proposal): Promise<peer.Response> {
  const creator = checked(context, endorser, proposal);
  const system = querySystemChaincode(context.channel, { proposal, creator });
  if (system !== undefined) return accepted(endorser, system);
  const snapshot = context.channel.ledger.snapshot();
  try {
    const answer = await endorser.process({ proposal, creator }, snapshot);
    const failure = failureOf(endorser, answer);
    if (failure === undefined) return answer.response;
    throw evaluationError(answer.payload === undefined && answer.response.getStatus() === 500, failure);
  } finally {
    await snapshot.release();
  }
}

function checked(
  context: GatewayContext,
  endorser: PeerEndorser,
  proposal: Proposal,
): ReturnType<typeof checkProposal> {
  try {
    return checkProposal(context.channel, proposal, new Date());
  } catch (error) {
    if (!(error instanceof ProposalRefusedError)) throw error;
    const detail = { address: endorser.address, mspId: endorser.mspId, message: error.message };
    if (error.unanswered) {
      const text = 'failed to evaluate transaction, see attached details for more info';
      throw new RpcError(status.UNAVAILABLE, text, [detail]);
    }
    throw new RpcError(status.FAILED_PRECONDITION, `evaluate call to endorser returned error: ${error.message}`, [
      detail,
    ]);
  }
}

function accepted(endorser: PeerEndorser, response: peer.Response): peer.Response {
  const failure = failureOf(endorser, {
    response,
    payload: new Uint8Array(0),
    endorsement: undefined,
    simulation: undefined,
  });
  if (failure === undefined) return response;
  throw evaluationError(false, failure);
}

/** The peer failing is ABORTED after all peers were tried; the chaincode saying no is UNKNOWN. */
function evaluationError(peerFailed: boolean, detail: FailureDetail): RpcError {
  return peerFailed
    ? new RpcError(status.ABORTED, 'failed to evaluate transaction, see attached details for more info', [detail])
    : new RpcError(status.UNKNOWN, `evaluate call to endorser returned error: ${detail.message}`, [detail]);
}
