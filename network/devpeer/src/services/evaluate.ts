// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser } from '../endorser/peer-endorser.js';
import { checkProposal, isSystemChaincode, ProposalRefusedError } from '../endorser/proposal-check.js';
import type { Proposal } from '../endorser/proposal.js';
import { failureOf, readProposal, unknownChannel, type GatewayContext } from './gateway-context.js';
import { RpcError, type FailureDetail } from './rpc-error.js';
import { querySystemChaincode } from './system-chaincodes.js';

/** Runs a query on a peer of the target organisations, by default of the gateway's own. */
export async function evaluate(
  context: GatewayContext,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const proposal = readProposal(request.getProposedTransaction(), 'failed to unpack transaction proposal: ');
  if (proposal.header.channel !== context.channel.name) {
    throw new RpcError(status.UNAVAILABLE, unknownChannel(proposal.header.channel));
  }
  const targets = request.getTargetOrganizationsList();
  const endorser = context.endorsers.get(targetOf(context, targets));
  if (endorser === undefined || !isDeployed(context, proposal)) {
    throw new RpcError(
      status.FAILED_PRECONDITION,
      `no peers available to evaluate chaincode ${proposal.called} in channel ${context.channel.name}`,
    );
  }
  const response = await query(context, endorser, proposal, targets);
  const result = new gateway.EvaluateResponse();
  result.setResult(response);
  return result;
}

function isDeployed({ channel }: GatewayContext, { called }: Proposal): boolean {
  return isSystemChaincode(called) || channel.chaincodes.get(called) !== undefined;
}

function targetOf({ localMspId, endorsers }: GatewayContext, targets: readonly string[]): string {
  if (targets.length === 0 || targets.includes(localMspId)) return localMspId;
  return targets.find((target) => endorsers.has(target)) ?? '';
}

async function query(
  context: GatewayContext,
  endorser: PeerEndorser,
  proposal: Proposal,
  targets: readonly string[],
): Promise<peer.Response> {
  const creator = checked(context, endorser, proposal, targets);
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
  targets: readonly string[],
): ReturnType<typeof checkProposal> {
  try {
    return checkProposal(context.channel, proposal, new Date());
  } catch (error) {
    if (!(error instanceof ProposalRefusedError)) throw error;
    const detail = { address: endorser.address, mspId: endorser.mspId, message: error.message };
    if (error.unanswered) {
      const text = 'failed to evaluate transaction, see attached details for more info';
      throw new RpcError(status.UNAVAILABLE, text, everywhere(context, detail, targets));
    }
    throw new RpcError(status.FAILED_PRECONDITION, `evaluate call to endorser returned error: ${error.message}`, [
      detail,
    ]);
  }
}

/** A proposal that one peer drops is tried on every other, and dropped there as well. */
function everywhere({ endorsers }: GatewayContext, detail: FailureDetail, targets: readonly string[]): FailureDetail[] {
  const others = [...endorsers.values()].filter(
    ({ mspId }) => mspId !== detail.mspId && (targets.length === 0 || targets.includes(mspId)),
  );
  const message = `rpc error: code = Unknown desc = ${detail.message}`;
  return [detail, ...others.map(({ address, mspId }) => ({ address, mspId, message }))];
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
