// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import type { TxSimulator } from '../simulator/tx-simulator.js';
import { approvalMismatches, approve, approvedPackage, checkCommitReadiness, commitDefinition } from './approvals.js';
import {
  approvalName,
  readApproval,
  readDefinition,
  readSequence,
  type ChaincodeParameters,
  type CommittedDefinition,
} from './chaincode-parameters.js';
import { checkDefinition } from './check-definition.js';
import {
  chaincodeSource,
  checkSupported,
  describeDefinition,
  listedDefinition,
  proposedDefinition,
} from './definition-messages.js';
import {
  getInstalledPackage,
  installPackage,
  queryInstalledChaincode,
  queryInstalledChaincodes,
  type InstalledChaincode,
} from './installed-chaincodes.js';
import { accessFailure, type LifecycleCaller } from './lifecycle-access.js';
import { LifecycleError, NotFoundError } from './lifecycle-error.js';
import { namesBehind, ownNamesBehind, simulatedApprovals, simulatedHashes, simulatedState } from './simulated-state.js';
import { metadataKey, readMetadata } from './stored-structure.js';

const OK = 200;
const NOT_FOUND = 404;
const ERROR = 500;
const { lifecycle } = peer;

/** A call of the lifecycle's chaincode. */
export interface LifecycleCall extends LifecycleCaller {
  /** What the call reads and writes through; none outside of channels. */
  readonly simulator: TxSimulator | undefined;
}

type Operation = (simulator: TxSimulator, input: Uint8Array) => Promise<Uint8Array> | Uint8Array;

/** The system chaincode `_lifecycle` of one organisation's peer. */
export class LifecycleChaincode {
  constructor(
    private readonly mspId: string,
    private readonly channel: Channel,
    private readonly installed: readonly InstalledChaincode[],
  ) {}

  /** Answers a call; refusals are responses, too. */
  async invoke(call: LifecycleCall, input: peer.ChaincodeInput): Promise<peer.Response> {
    const [name, request, ...more] = input.getArgsList_asU8();
    if (name === undefined) return response(ERROR, 'lifecycle scc must be invoked with arguments');
    if (request === undefined || more.length > 0) {
      const count = input.getArgsList_asU8().length;
      return response(ERROR, `lifecycle scc operations require exactly two arguments but received ${count}`);
    }
    const functionName = Buffer.from(name).toString();
    const denied = accessFailure(this.channel, this.mspId, functionName, call);
    if (denied !== undefined) {
      return response(ERROR, `Failed to authorize invocation due to failed ACL check: ${denied}`);
    }
    try {
      return response(OK, '', await this.dispatch(functionName, call, request));
    } catch (error) {
      if (error instanceof NotFoundError) return response(NOT_FOUND, error.message);
      const reason = error instanceof Error ? error.message : String(error);
      return response(ERROR, `failed to invoke backing implementation of '${functionName}': ${reason}`);
    }
  }

  private async dispatch(name: string, { simulator }: LifecycleCall, input: Uint8Array): Promise<Uint8Array> {
    const own = this.ownOperations.get(name);
    if (own !== undefined) return own(input);
    const operation = this.operations.get(name);
    if (operation === undefined || simulator === undefined) {
      throw new LifecycleError(`no application config for channel '${this.channel.name}'`);
    }
    return operation(simulator, input);
  }

  /** Operations that concern the peer alone. */
  private readonly ownOperations = new Map<string, (input: Uint8Array) => Uint8Array>([
    ['InstallChaincode', installPackage],
    [
      'GetInstalledChaincodePackage',
      (input) =>
        getInstalledPackage(lifecycle.GetInstalledChaincodePackageArgs.deserializeBinary(input).getPackageId()),
    ],
    [
      'QueryInstalledChaincode',
      (input) => {
        const packageId = lifecycle.QueryInstalledChaincodeArgs.deserializeBinary(input).getPackageId();
        return queryInstalledChaincode(this.channel, this.installed, packageId);
      },
    ],
    ['QueryInstalledChaincodes', () => queryInstalledChaincodes(this.channel, this.installed)],
  ]);

  /** Operations on the state of the channel. */
  private readonly operations = new Map<string, Operation>([
    ['ApproveChaincodeDefinitionForMyOrg', (simulator, input) => this.approve(simulator, input)],
    ['QueryApprovedChaincodeDefinition', (simulator, input) => this.queryApproved(simulator, input)],
    ['QueryApprovedChaincodeDefinitions', (simulator) => this.queryAllApproved(simulator)],
    ['CheckCommitReadiness', (simulator, input) => this.checkCommitReadiness(simulator, input)],
    ['CommitChaincodeDefinition', (simulator, input) => this.commit(simulator, input)],
    ['QueryChaincodeDefinition', (simulator, input) => this.queryDefinition(simulator, input)],
    ['QueryChaincodeDefinitions', (simulator) => this.queryDefinitions(simulator)],
  ]);

  private approve(simulator: TxSimulator, input: Uint8Array): Uint8Array {
    const request = lifecycle.ApproveChaincodeDefinitionForMyOrgArgs.deserializeBinary(input);
    const definition = proposedDefinition(request);
    this.check(definition.name, definition.parameters);
    checkSupported(definition);
    const packageId = request.getSource()?.getLocalPackage()?.getPackageId() ?? '';
    approve(definition, packageId, simulatedState(simulator), simulatedApprovals(simulator, this.mspId));
    return new lifecycle.ApproveChaincodeDefinitionForMyOrgResult().serializeBinary();
  }

  private commit(simulator: TxSimulator, input: Uint8Array): Uint8Array {
    const definition = proposedDefinition(lifecycle.CommitChaincodeDefinitionArgs.deserializeBinary(input));
    this.check(definition.name, definition.parameters);
    const hashes = simulatedHashes(simulator, this.channel.mspIds);
    commitDefinition(definition, this.mspId, simulatedState(simulator), hashes);
    return new lifecycle.CommitChaincodeDefinitionResult().serializeBinary();
  }

  private check(name: string, parameters: ChaincodeParameters): void {
    const { ledger, mspIds } = this.channel;
    const committed = readDefinition({ get: (key) => ledger.current.get('_lifecycle', key)?.value }, name);
    checkDefinition({ name, version: parameters.version }, parameters.collections, committed?.collections, mspIds);
  }

  private checkCommitReadiness(simulator: TxSimulator, input: Uint8Array): Uint8Array {
    const definition = proposedDefinition(lifecycle.CheckCommitReadinessArgs.deserializeBinary(input));
    const hashes = simulatedHashes(simulator, this.channel.mspIds);
    const result = new lifecycle.CheckCommitReadinessResult();
    for (const [mspId, items] of checkCommitReadiness(definition, simulatedState(simulator), hashes)) {
      result.getApprovalsMap().set(mspId, items.length === 0);
      if (items.length === 0) continue;
      const mismatches = new lifecycle.CheckCommitReadinessResult.Mismatches();
      mismatches.setItemsList([...items]);
      result.getMismatchesMap().set(mspId, mismatches);
    }
    return result.serializeBinary();
  }

  private queryDefinition(simulator: TxSimulator, input: Uint8Array): Uint8Array {
    const name = lifecycle.QueryChaincodeDefinitionArgs.deserializeBinary(input).getName();
    const definition = committedDefinition(simulator, name);
    const result = new lifecycle.QueryChaincodeDefinitionResult();
    describeDefinition(result, definition.sequence, definition);
    const proposed = { name, sequence: definition.sequence, parameters: definition };
    const hashes = simulatedHashes(simulator, this.channel.mspIds);
    for (const [mspId, items] of approvalMismatches(proposed, hashes)) {
      result.getApprovalsMap().set(mspId, items.length === 0);
    }
    return result.serializeBinary();
  }

  private async queryDefinitions(simulator: TxSimulator): Promise<Uint8Array> {
    const names = await namesBehind(simulator, metadataKey('namespaces', ''));
    const result = new lifecycle.QueryChaincodeDefinitionsResult();
    result.setChaincodeDefinitionsList(
      names.map((name) => listedDefinition(name, committedDefinition(simulator, name))),
    );
    return result.serializeBinary();
  }

  private queryApproved(simulator: TxSimulator, input: Uint8Array): Uint8Array {
    const request = lifecycle.QueryApprovedChaincodeDefinitionArgs.deserializeBinary(input);
    const name = request.getName();
    const sequence = request.getSequence() || this.latestApproved(simulator, name);
    const result = new lifecycle.QueryApprovedChaincodeDefinitionResult();
    const { parameters, packageId } = this.approved(simulator, name, sequence);
    describeDefinition(result, sequence, parameters);
    result.setSource(chaincodeSource(packageId));
    return result.serializeBinary();
  }

  /** The committed sequence number, or the next if this organisation has approved that already. */
  private latestApproved(simulator: TxSimulator, name: string): number {
    const current = readSequence(simulatedState(simulator), name);
    const own = simulatedApprovals(simulator, this.mspId);
    return readMetadata(own, 'namespaces', approvalName(name, current + 1)) === undefined ? current : current + 1;
  }

  private approved(
    simulator: TxSimulator,
    name: string,
    sequence: number,
  ): { parameters: ChaincodeParameters; packageId: string } {
    const own = simulatedApprovals(simulator, this.mspId);
    const parameters = readApproval(own, name, sequence);
    if (parameters === undefined) {
      throw new LifecycleError(
        `could not fetch approved chaincode definition (name: '${name}', sequence: '${sequence}') on channel ` +
          `'${this.channel.name}'`,
      );
    }
    const packageId = approvedPackage(own, name, sequence);
    if (packageId === undefined) {
      throw new LifecycleError(`could not fetch chaincode-source metadata for ${approvalName(name, sequence)}`);
    }
    return { parameters, packageId };
  }

  private async queryAllApproved(simulator: TxSimulator): Promise<Uint8Array> {
    const { ApprovedChaincodeDefinition } = lifecycle.QueryApprovedChaincodeDefinitionsResult;
    const result = new lifecycle.QueryApprovedChaincodeDefinitionsResult();
    for (const approval of await ownNamesBehind(simulator, this.mspId, metadataKey('namespaces', ''))) {
      const [name = '', sequence = ''] = approval.split('#');
      const { parameters, packageId } = this.approved(simulator, name, Number(sequence));
      const entry = new ApprovedChaincodeDefinition();
      entry.setName(name);
      describeDefinition(entry, Number(sequence), parameters);
      entry.setSource(chaincodeSource(packageId));
      result.addApprovedChaincodeDefinitions(entry);
    }
    return result.serializeBinary();
  }
}

function committedDefinition(simulator: TxSimulator, name: string): CommittedDefinition {
  const definition = readDefinition(simulatedState(simulator), name);
  if (definition === undefined) throw new NotFoundError(`namespace ${name} is not defined`);
  return definition;
}

function response(status: number, message: string, payload: Uint8Array = new Uint8Array(0)): peer.Response {
  const result = new peer.Response();
  result.setStatus(status);
  result.setMessage(message);
  result.setPayload(payload);
  return result;
}
