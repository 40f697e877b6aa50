// SPDX-License-Identifier: Apache-2.0
import { collectionsConfig, type CollectionConfig } from '../collections.js';
import { chaincodeName, organisations, type Organisation } from '../topology.js';
import { chaincodeServer, type ChaincodeServer } from './chaincode-server.js';

/** The application's chaincode as the six organisations agree on it, and how it is served. */
export interface WattpassChaincode {
  readonly name: string;
  readonly version: string;
  /** The channel's `Endorsement` policy where there is none. */
  readonly endorsementPolicy?: string | undefined;
  readonly collections: CollectionConfig[];
  readonly server: ChaincodeServer;
}

/** The application's chaincode for the six organisations; under a name of its own where several are on one channel. */
export function wattpassChaincode(version = '1', name = chaincodeName): WattpassChaincode {
  return {
    name,
    version,
    endorsementPolicy: majorityOf(organisations),
    collections: collectionsConfig(organisations),
    server: chaincodeServer(),
  };
}

/**
 * Endorsement by peers of more than half of the organisations, as a signature policy. The channel's own policy asks for the same
 * and has peers verify every signature again for each organisation that it counts (Fabric's `ImplicitMetaPolicy`); under
 * this one they verify each once.
 */
export function majorityOf(members: readonly Pick<Organisation, 'mspId'>[]): string {
  const peers = members.map(({ mspId }) => `'${mspId}.peer'`).join(', ');
  return `OutOf(${Math.floor(members.length / 2) + 1}, ${peers})`;
}
