// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeConnection } from '../chaincode/chaincode-connection.js';
import type { ExecutionResult, TransactionScope } from '../chaincode/transaction-context.js';
import type { Channel } from '../channel/channel.js';
import type { StateView } from '../ledger/state-view.js';
import type { Identity } from '../msp/identity.js';
import type { SigningIdentity } from '../msp/signing-identity.js';
import { TxSimulator, type SimulationResult } from '../simulator/tx-simulator.js';
import type { Proposal } from './proposal.js';

const ERROR_THRESHOLD = 400;
const ERROR = 500;

const SYSTEM_VERSION = 'syscc';
const NOTHING_SIMULATED: SimulationResult = {
  namespaces: [],
  encoded: new Uint8Array(0),
  privateWrites: [],
  writtenKeys: [],
  privateReads: [],
};

/** An endorser's answer with what it is made of. */
export interface PeerResponse {
  readonly response: peer.Response;
  /** The encoded ProposalResponsePayload; absent when the execution failed. */
  readonly payload: Uint8Array | undefined;
  /** Absent unless the peer endorses the outcome. */
  readonly endorsement: peer.Endorsement | undefined;
  /** Absent when the execution failed. */
  readonly simulation: SimulationResult | undefined;
}

/** A proposal that has passed the checks. */
export interface CheckedProposal {
  readonly proposal: Proposal;
  readonly creator: Identity;
}

/** The peer of one organisation as far as it executes and endorses. */
export class PeerEndorser {
  private endpoint = '';
  private readonly certificate: Uint8Array;

  constructor(
    readonly mspId: string,
    private readonly signer: SigningIdentity,
    private readonly channel: Channel,
    private readonly connections: ReadonlyMap<string, ChaincodeConnection>,
  ) {
    this.certificate = new X509Certificate(signer.certPem).raw;
  }

  /** Where the peer is reached, as clients see it in error details. */
  get address(): string {
    return this.endpoint;
  }

  /** Says where the peer is reached, once that is known. */
  announce(endpoint: string): void {
    this.endpoint = endpoint;
  }

  /** Executes a proposal on this organisation's chaincode against `state` and signs the outcome. */
  async process({ proposal, creator }: CheckedProposal, state: StateView): Promise<PeerResponse> {
    const definition = this.channel.chaincodes.get(proposal.chaincode);
    if (definition === undefined) {
      return failure(
        `make sure the chaincode ${proposal.chaincode} has been successfully defined on channel ${this.channel.name} ` +
          `and try again: chaincode ${proposal.chaincode} not found`,
      );
    }
    const simulator = new TxSimulator({
      channel: this.channel.name,
      txId: proposal.header.txId,
      state,
      collections: this.channel.chaincodes,
      mspId: this.mspId,
    });
    let result: ExecutionResult;
    try {
      result = await this.execute(this.scope(proposal, creator, simulator), proposal.chaincode, proposal.input);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failure(`error in simulation: failed to execute transaction ${proposal.header.txId}: ${reason}`);
    }
    return this.endorse(proposal, definition.version, result, simulator.finish());
  }

  /** Signs the answer to a query of the ledger or the configuration, which touches no state. */
  endorseQuery(proposal: Proposal, response: peer.Response): PeerResponse {
    return this.endorse(proposal, SYSTEM_VERSION, { response, event: undefined }, NOTHING_SIMULATED);
  }

  private endorse(
    proposal: Proposal,
    version: string,
    { response, event }: ExecutionResult,
    simulation: SimulationResult,
  ): PeerResponse {
    if (response.getStatus() >= ERROR_THRESHOLD && response.getStatus() < ERROR) {
      return { response, payload: undefined, endorsement: undefined, simulation };
    }
    const action = new peer.ChaincodeAction();
    const failed = response.getStatus() >= ERROR_THRESHOLD;
    if (event !== undefined && !failed) action.setEvents(event.serializeBinary());
    action.setResults(simulation.encoded);
    action.setResponse(response);
    const chaincodeId = new peer.ChaincodeID();
    chaincodeId.setName(proposal.chaincode);
    chaincodeId.setVersion(version);
    action.setChaincodeId(chaincodeId);
    const message = new peer.ProposalResponsePayload();
    message.setProposalHash(proposal.hash);
    message.setExtension$(action.serializeBinary());
    const payload = message.serializeBinary();
    return { response, payload, simulation, endorsement: failed ? undefined : this.sign(payload) };
  }

  private sign(payload: Uint8Array): peer.Endorsement {
    const endorsement = new peer.Endorsement();
    const signature = this.signer.sign(Buffer.concat([payload, this.signer.serialized]));
    this.channel.signatures.made(this.certificate, [payload, this.signer.serialized], signature);
    endorsement.setEndorser(this.signer.serialized);
    endorsement.setSignature(signature);
    return endorsement;
  }

  private scope(proposal: Proposal, creator: Identity, simulator: TxSimulator): TransactionScope {
    const scope: TransactionScope = {
      channel: this.channel.name,
      txId: proposal.header.txId,
      signedProposal: proposal.signed,
      creator,
      simulator,
      collections: this.channel.chaincodes,
      invoke: (chaincode, input, channel) => {
        if (channel !== this.channel.name) throw new Error(`Failed to get policy manager for channel [${channel}]`);
        return this.invoke(scope, proposal.chaincode, chaincode, input);
      },
    };
    return scope;
  }

  /** Calls a chaincode from another. */
  private async invoke(
    scope: TransactionScope,
    caller: string,
    chaincode: string,
    input: peer.ChaincodeInput,
  ): Promise<ExecutionResult> {
    const rejected = rejectedSystemCall(chaincode, caller);
    if (rejected !== undefined) return { response: rejected, event: undefined };
    try {
      return await this.execute(scope, chaincode, input);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const stage = this.connections.has(chaincode) ? 'error sending' : 'invalid invocation';
      throw new Error(`execute failed: ${stage}: ${reason}`, { cause: error });
    }
  }

  private async execute(
    scope: TransactionScope,
    chaincode: string,
    input: peer.ChaincodeInput,
  ): Promise<ExecutionResult> {
    const connection = this.connections.get(chaincode);
    if (connection === undefined) {
      throw new Error(
        `[channel ${scope.channel}] failed to get chaincode container info for ${chaincode}: chaincode ${chaincode} not found`,
      );
    }
    return connection.execute(scope, chaincode, input);
  }
}

/** The peer's own chaincodes cannot be called by others. */
function rejectedSystemCall(chaincode: string, caller: string): peer.Response | undefined {
  const reason = new Map([
    ['qscc', 'Rejecting invoke of QSCC from another chaincode because of potential for deadlocks'],
    ['cscc', 'Rejecting invoke of CSCC from another chaincode'],
  ]).get(chaincode);
  return reason === undefined ? undefined : errorResponse(`${reason}, original invocation for '${caller}'`);
}

function errorResponse(message: string): peer.Response {
  const response = new peer.Response();
  response.setStatus(ERROR);
  response.setMessage(message);
  return response;
}

function failure(message: string): PeerResponse {
  return { response: errorResponse(message), payload: undefined, endorsement: undefined, simulation: undefined };
}
