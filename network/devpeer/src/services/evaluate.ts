// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser } from '../endorser/peer-endorser.js';
import {
  admitProposal,
  checkProposal,
  isSystemChaincode,
  ProposalRefusedError,
  type CheckedProposal,
} from '../endorser/proposal-check.js';
import type { OpenedProposal } from '../endorser/proposal.js';
import { failureOf, readProposal, unknownChannel, type GatewayContext } from './gateway-context.js';
import { RpcError, type FailureDetail } from './rpc-error.js';

/** Runs a query on a peer of the target organisations, by default of the gateway's own. */
export async function evaluate(
  context: GatewayContext,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const proposal = readTarget(request.getProposedTransaction());
  if (proposal.header.channel !== context.channel.name) {
    throw new RpcError(status.UNAVAILABLE, unknownChannel(proposal.header.channel));
  }
  const targets = request.getTargetOrganizationsList();
  const { called, hasTransient } = proposal.invocation();
  const endorser = context.endorsers.get(targetOf(context, called, targets, hasTransient));
  if (endorser === undefined) {
    throw new RpcError(
      status.FAILED_PRECONDITION,
      `no peers available to evaluate chaincode ${called} in channel ${context.channel.name}`,
    );
  }
  const response = await query(context, endorser, proposal, targets);
  const result = new gateway.EvaluateResponse();
  result.setResult(response);
  return result;
}

/** The proposal, which has to say what is called on which channel. */
function readTarget(signed: peer.SignedProposal | undefined): OpenedProposal {
  const what = 'failed to unpack transaction proposal: ';
  const refuse = (reason: string): never => {
    throw new RpcError(status.INVALID_ARGUMENT, `${what}${reason}`);
  };
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0)
    return refuse('a signed proposal is required');
  const proposal = readProposal(signed, what);
  const { channel } = proposal.header;
  if (channel === '') refuse('no channel id provided');
  const { specification, called } = proposal.invocation();
  if (specification === undefined) refuse(`no chaincode spec is provided, channel id [${channel}]`);
  if (!specification?.hasChaincodeId()) refuse(`no chaincode id is provided, channel id [${channel}]`);
  if (called === '') refuse(`no chaincode name is provided, channel id [${channel}]`);
  return proposal;
}

/** The organisation to ask: the own if it can answer; transient data stay there unless targets are named. */
function targetOf(
  { channel, localMspId, endorsers }: GatewayContext,
  called: string,
  targets: readonly string[],
  hasTransient: boolean,
): string {
  const wanted = targets.length > 0 ? targets : hasTransient ? [localMspId] : [localMspId, ...endorsers.keys()];
  const able = (mspId: string): boolean =>
    endorsers.has(mspId) &&
    (isSystemChaincode(called) || channel.chaincodes.get(called)?.approvedBy.has(mspId) === true);
  return wanted.includes(localMspId) && able(localMspId) ? localMspId : (wanted.find(able) ?? '');
}

async function query(
  context: GatewayContext,
  endorser: PeerEndorser,
  proposal: OpenedProposal,
  targets: readonly string[],
): Promise<peer.Response> {
  const checked = check(context, endorser, proposal, targets);
  const snapshot = context.channel.ledger.snapshot();
  try {
    const answer = await endorser.process(checked, snapshot);
    const failure = failureOf(endorser, answer);
    if (failure === undefined) return answer.response;
    throw evaluationError(answer.payload === undefined && answer.response.getStatus() === 500, failure);
  } finally {
    await snapshot.release();
  }
}

function check(
  context: GatewayContext,
  endorser: PeerEndorser,
  proposal: OpenedProposal,
  targets: readonly string[],
): CheckedProposal {
  const { channel } = context;
  try {
    return checkProposal(channel, endorser.mspId, admitProposal(channel, proposal, new Date()));
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

/** The peer failing is ABORTED after all peers were tried; the chaincode saying no is UNKNOWN. */
function evaluationError(peerFailed: boolean, detail: FailureDetail): RpcError {
  return peerFailed
    ? new RpcError(status.ABORTED, 'failed to evaluate transaction, see attached details for more info', [detail])
    : new RpcError(status.UNKNOWN, `evaluate call to endorser returned error: ${detail.message}`, [detail]);
}
