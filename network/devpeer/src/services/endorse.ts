// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import { NoPlanError, planEndorsements } from '../endorser/endorsement-plan.js';
import { describeMismatch } from '../endorser/mismatch-report.js';
import { storePrivateWrites } from '../endorser/private-distribution.js';
import type { PeerEndorser, PeerResponse } from '../endorser/peer-endorser.js';
import { prepareTransaction } from '../endorser/prepared-transaction.js';
import {
  admitProposal,
  checkProposal,
  isSystemChaincode,
  ProposalRefusedError,
  type CheckedProposal,
} from '../endorser/proposal-check.js';
import type { OpenedProposal } from '../endorser/proposal.js';
import { requiredPolicies } from '../endorser/required-policies.js';
import type { StateView } from '../ledger/state-view.js';
import type { SimulationResult } from '../simulator/tx-simulator.js';
import { failureOf, readProposal, type GatewayContext } from './gateway-context.js';
import { RpcError, type FailureDetail } from './rpc-error.js';

const FIRST_FAILED = 'failed to endorse transaction, see attached details for more info';
const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';

interface Endorsed {
  readonly endorser: PeerEndorser;
  readonly payload: Uint8Array;
  readonly endorsement: peer.Endorsement;
  readonly simulation: SimulationResult;
}

/**
 * Collects the endorsements a transaction needs and assembles it for the client to sign. All peers execute against
 * the same committed state, so that their results differ only if the chaincode is not deterministic.
 */
export async function endorse(
  context: GatewayContext,
  request: gateway.EndorseRequest,
): Promise<gateway.EndorseResponse> {
  const signed = request.getProposedTransaction();
  if (signed === undefined || signed.getProposalBytes_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'the proposed transaction must contain a signed proposal');
  }
  const proposal = readProposal(signed);
  const snapshot = context.channel.ledger.snapshot();
  try {
    const round = new EndorsementRound(context, proposal, snapshot);
    const organizations = request.getEndorsingOrganizationsList();
    const endorsed = await (organizations.length > 0 ? round.collectFrom(organizations) : round.collectByPolicy());
    const writes = endorsed[0]?.simulation.privateWrites ?? [];
    const endorsedBy = endorsed.map(({ endorser }) => endorser.mspId);
    await storePrivateWrites(context.channel, proposal.header.txId, writes, endorsedBy);
    const response = new gateway.EndorseResponse();
    const [first] = endorsed;
    if (first === undefined) throw new RpcError(status.ABORTED, NOT_ENOUGH);
    const endorsements = endorsed.map(({ endorsement }) => endorsement);
    response.setPreparedTransaction(prepareTransaction(proposal, first.payload, endorsements));
    return response;
  } finally {
    await snapshot.release();
  }
}

/** The endorsement of one proposal against one state. */
class EndorsementRound {
  private readonly failures: FailureDetail[] = [];
  private checked: CheckedProposal | undefined;
  private first: Endorsed | undefined;

  constructor(
    private readonly context: GatewayContext,
    private readonly proposal: OpenedProposal,
    private readonly state: StateView,
  ) {}

  /** Takes exactly the organisations that the client names. */
  async collectFrom(organizations: readonly string[]): Promise<Endorsed[]> {
    const missing = organizations.filter((mspId) => !this.canEndorse(mspId));
    if (missing.length > 0) {
      throw new RpcError(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    const endorsed = await this.attempt([...new Set(organizations)]);
    if (endorsed === undefined) throw new RpcError(status.ABORTED, NOT_ENOUGH, this.failures);
    return endorsed;
  }

  /** Asks the own organisation first, learns from its result whose endorsements are needed, and collects those. */
  async collectByPolicy(): Promise<Endorsed[]> {
    const { localMspId, channel } = this.context;
    const { called } = this.proposal.invocation();
    if (!channel.mspIds.some((mspId) => this.canEndorse(mspId))) throw this.notFound();
    const local = await this.ask(localMspId);
    if (local === undefined) throw new RpcError(status.ABORTED, FIRST_FAILED, this.failures);
    // Nobody agrees on the queries of a peer, so nobody knows who would have to endorse them.
    if (channel.chaincodes.get(called) === undefined) throw this.notFound();
    for (const organizations of this.plans(local.simulation)) {
      const endorsed = await this.attempt(organizations);
      if (endorsed !== undefined) return endorsed;
    }
    throw new RpcError(status.ABORTED, NOT_ENOUGH, this.failures);
  }

  private notFound(): RpcError {
    const { called } = this.proposal.invocation();
    return new RpcError(
      status.FAILED_PRECONDITION,
      'no combination of peers can be derived which satisfy the endorsement policy: ' +
        `No metadata was found for chaincode ${called} in channel ${this.proposal.header.channel}`,
    );
  }

  private canEndorse(mspId: string): boolean {
    const { channel, endorsers } = this.context;
    if (this.proposal.header.channel !== channel.name || !endorsers.has(mspId)) return false;
    const { called } = this.proposal.invocation();
    return isSystemChaincode(called) || channel.chaincodes.get(called)?.approvedBy.has(mspId) === true;
  }

  /** The proposal, checked once: all peers would say the same. */
  private check(endorser: PeerEndorser): CheckedProposal | undefined {
    const { channel } = this.context;
    try {
      this.checked ??= checkProposal(channel, endorser.mspId, admitProposal(channel, this.proposal, new Date()));
      return this.checked;
    } catch (error) {
      if (!(error instanceof ProposalRefusedError)) throw error;
      this.failures.push({ address: endorser.address, mspId: endorser.mspId, message: error.message });
      return undefined;
    }
  }

  private *plans(simulation: SimulationResult): Iterable<readonly string[]> {
    const { channel, localMspId } = this.context;
    const { called, hasTransient } = this.proposal.invocation();
    const required = requiredPolicies(this.checked?.proposal.chaincode ?? called, simulation, channel.chaincodes);
    const able = channel.mspIds.filter((mspId) => this.canEndorse(mspId));
    try {
      yield* planEndorsements(required, able, localMspId, hasTransient);
    } catch (error) {
      if (error instanceof NoPlanError) throw new RpcError(status.FAILED_PRECONDITION, error.message);
      throw error;
    }
  }

  /** The endorsements of all these organisations, or nothing if one of them fails. */
  private async attempt(organizations: readonly string[]): Promise<Endorsed[] | undefined> {
    const endorsed = await Promise.all(organizations.map((mspId) => this.ask(mspId)));
    const complete = endorsed.filter((one) => one !== undefined);
    return complete.length === organizations.length ? complete : undefined;
  }

  private readonly asked = new Map<string, Promise<Endorsed | undefined>>();

  /** Asks an organisation once, whatever the number of plans it is part of. */
  private ask(mspId: string): Promise<Endorsed | undefined> {
    let answer = this.asked.get(mspId);
    if (answer === undefined) {
      answer = this.process(mspId);
      this.asked.set(mspId, answer);
    }
    return answer;
  }

  private async process(mspId: string): Promise<Endorsed | undefined> {
    const endorser = this.context.endorsers.get(mspId);
    if (endorser === undefined) return undefined;
    const checked = this.check(endorser);
    if (checked === undefined) return undefined;
    const answer = await endorser.process(checked, this.state);
    const failure = failureOf(endorser, answer);
    if (failure !== undefined) {
      this.failures.push(failure);
      return undefined;
    }
    return this.compare(endorser, answer);
  }

  private compare(endorser: PeerEndorser, answer: PeerResponse): Endorsed | undefined {
    const { payload, endorsement, simulation } = answer;
    if (payload === undefined || endorsement === undefined || simulation === undefined) return undefined;
    const endorsed = { endorser, payload, endorsement, simulation };
    this.first ??= endorsed;
    if (Buffer.compare(this.first.payload, payload) === 0) return endorsed;
    const message = describeMismatch(
      { mspId: this.first.endorser.mspId, payload: this.first.payload },
      { mspId: endorser.mspId, payload },
    );
    this.context.log('warn', `transaction ${this.proposal.header.txId}: ${message}`);
    this.failures.push({ address: endorser.address, mspId: endorser.mspId, message });
    return undefined;
  }
}
