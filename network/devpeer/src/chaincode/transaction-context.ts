// SPDX-License-Identifier: Apache-2.0
import type { peer } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/identity.js';
import type { Collections } from '../simulator/collection.js';
import { SimulationError } from '../simulator/simulation-error.js';
import type { TxSimulator } from '../simulator/tx-simulator.js';
import { QueryResults } from './query-results.js';

/** What a chaincode that is called by another answers. */
export interface ExecutionResult {
  readonly response: peer.Response;
  readonly event: peer.ChaincodeEvent | undefined;
}

/** What is common to all chaincodes that take part in a transaction on one peer. */
export interface TransactionScope {
  readonly channel: string;
  readonly txId: string;
  readonly signedProposal: peer.SignedProposal;
  readonly creator: Identity;
  readonly simulator: TxSimulator;
  readonly collections: Collections;
  /** Calls a chaincode within this transaction, as the peer of this organisation. */
  invoke(chaincode: string, input: peer.ChaincodeInput, channel: string): Promise<ExecutionResult>;
}

/** One chaincode's part in a transaction. */
export class TransactionContext {
  readonly queries = new QueryResults();

  constructor(
    readonly scope: TransactionScope,
    /** The chaincode's name: whose keys it sees. */
    readonly namespace: string,
  ) {}

  /** @throws SimulationError unless the caller of the transaction may read the collection. */
  checkRead(collection: string): void {
    this.scope.simulator.readDefinition(this.namespace);
    const found = this.scope.collections.find(this.namespace, collection);
    if (found !== undefined && found.memberOnlyRead && !found.isMember(this.scope.creator)) {
      throw this.refused('read', collection);
    }
  }

  /** @throws SimulationError unless the caller of the transaction may write the collection. */
  checkWrite(collection: string): void {
    this.scope.simulator.readDefinition(this.namespace);
    const found = this.scope.collections.find(this.namespace, collection);
    if (found !== undefined && found.memberOnlyWrite && !found.isMember(this.scope.creator)) {
      throw this.refused('write', collection);
    }
  }

  private refused(access: 'read' | 'write', collection: string): SimulationError {
    return new SimulationError(
      `tx creator does not have ${access} access permission on privatedata in chaincodeName:${this.namespace} ` +
        `collectionName: ${collection}`,
    );
  }
}
