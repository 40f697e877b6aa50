// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeConnection } from '../chaincode/chaincode-connection.js';
import type { ExecutionResult, TransactionScope } from '../chaincode/transaction-context.js';
import type { Channel } from '../channel/channel.js';
import type { StateView } from '../ledger/state-view.js';
import { readSequence } from '../lifecycle/chaincode-parameters.js';
import type { LifecycleChaincode } from '../lifecycle/lifecycle-chaincode.js';
import { LIFECYCLE } from '../lifecycle/stored-structure.js';
import type { Identity } from '../msp/identity.js';
import type { SigningIdentity } from '../msp/signing-identity.js';
import { TxSimulator, type SimulationResult } from '../simulator/tx-simulator.js';
import type { CheckedProposal } from './proposal-check.js';
import type { Proposal } from './proposal.js';
import { querySystemChaincode } from './system-queries.js';

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

/** The peer of one organisation as far as it executes and endorses. */
export class PeerEndorser {
  private endpoint = '';
  private readonly certificate: Uint8Array;

  constructor(
    readonly mspId: string,
    private readonly signer: SigningIdentity,
    private readonly channel: Channel,
    private readonly connections: ReadonlyMap<string, ChaincodeConnection>,
    private readonly lifecycle: LifecycleChaincode,
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
  async process(checked: CheckedProposal, state: StateView): Promise<PeerResponse> {
    const { proposal, creator } = checked;
    const system = querySystemChaincode(this.channel, checked);
    if (system !== undefined) {
      return this.endorse(proposal, SYSTEM_VERSION, { response: system, event: undefined }, NOTHING_SIMULATED);
    }
    const simulator = new TxSimulator({
      channel: this.channel.name,
      txId: proposal.header.txId,
      state,
      collections: this.channel.chaincodes,
      mspId: this.mspId,
    });
    const { chaincode } = proposal;
    let version: string;
    try {
      version = this.invocableVersion(simulator, chaincode);
    } catch (error) {
      return failure(
        `make sure the chaincode ${chaincode} has been successfully defined on channel ${this.channel.name} ` +
          `and try again: ${reasonOf(error)}`,
      );
    }
    let result: ExecutionResult;
    try {
      result = await this.execute(this.scope(proposal, creator, simulator), chaincode, proposal.input);
    } catch (error) {
      return failure(`error in simulation: failed to execute transaction ${proposal.header.txId}: ${reasonOf(error)}`);
    }
    return this.endorse(proposal, version, result, simulator.finish());
  }

  /** Answers a proposal that names no channel; only the peer's own chaincodes do. Such an answer is not endorsed. */
  async processWithoutChannel(checked: CheckedProposal): Promise<PeerResponse> {
    const { proposal, creator } = checked;
    const { chaincode, input } = proposal;
    let response = querySystemChaincode(this.channel, checked);
    if (response === undefined && chaincode === LIFECYCLE) {
      response = await this.lifecycle.invoke({ channel: '', creator, simulator: undefined }, input);
    }
    if (response === undefined) {
      return failure(
        `make sure the chaincode ${chaincode} has been successfully defined on channel  and try again: ` +
          "could not get channel config for channel ''",
      );
    }
    const answer = this.endorse(proposal, SYSTEM_VERSION, { response, event: undefined }, NOTHING_SIMULATED);
    return { ...answer, payload: response.getStatus() >= ERROR ? answer.payload : undefined, endorsement: undefined };
  }

  /**
   * The version of a chaincode that this peer may run; that it looked is part of what the transaction read.
   *
   * @throws Error in Fabric's words when the chaincode is not defined, not approved or not there.
   */
  private invocableVersion(simulator: TxSimulator, chaincode: string): string {
    if (chaincode === LIFECYCLE) return SYSTEM_VERSION;
    const sequence = readSequence({ get: (key) => simulator.getState(LIFECYCLE, key) }, chaincode);
    const definition = this.channel.chaincodes.get(chaincode);
    if (sequence === 0 || definition === undefined) {
      simulator.getState('lscc', chaincode);
      throw new Error(`chaincode ${chaincode} not found`);
    }
    if (definition.sequence !== sequence) {
      throw new Error(
        `chaincode cache at sequence ${definition.sequence} but current sequence is ${sequence}, chaincode ` +
          `definition for '${chaincode}' changed during invoke`,
      );
    }
    if (!definition.approvedBy.has(this.mspId)) {
      throw new Error(
        `chaincode definition for '${chaincode}' at sequence ${sequence} on channel '${this.channel.name}' has not ` +
          'yet been approved by this org',
      );
    }
    if (!this.connections.has(chaincode)) {
      throw new Error(`chaincode definition for '${chaincode}' exists, but chaincode is not installed`);
    }
    return definition.version;
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
      this.invocableVersion(scope.simulator, chaincode);
    } catch (error) {
      throw new Error(
        `execute failed: invalid invocation: [channel ${scope.channel}] failed to get chaincode container info for ` +
          `${chaincode}: ${reasonOf(error)}`,
        { cause: error },
      );
    }
    try {
      return await this.execute(scope, chaincode, input);
    } catch (error) {
      throw new Error(`execute failed: error sending: ${reasonOf(error)}`, { cause: error });
    }
  }

  private async execute(
    scope: TransactionScope,
    chaincode: string,
    input: peer.ChaincodeInput,
  ): Promise<ExecutionResult> {
    if (chaincode === LIFECYCLE) {
      const { channel, creator, simulator } = scope;
      return { response: await this.lifecycle.invoke({ channel, creator, simulator }, input), event: undefined };
    }
    const connection = this.connections.get(chaincode);
    if (connection === undefined) throw new Error(`chaincode ${chaincode} is not installed`);
    return connection.execute(scope, chaincode, input);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
