// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeDefinitions } from '../channel/channel.js';
import { keyPolicy } from '../channel/key-policy.js';
import type { Policy } from '../policy/policy.js';
import type { SimulationResult } from '../simulator/tx-simulator.js';
import { isSystemChaincode } from './proposal-check.js';

/** A collection that a transaction has to do with. */
export interface RequiredCollection {
  readonly name: string;
  /** Whether private values were read, which only a member's peer can do. */
  readonly read: boolean;
  isMemberOrganization(mspId: string): boolean;
}

/** Whose endorsements a transaction needs. */
export interface RequiredPolicies {
  readonly policies: readonly Policy[];
  readonly collections: readonly RequiredCollection[];
}

/**
 * Works out from a simulation which policies its transaction will be validated by: the key's own policy where a key
 * has one, else the collection's, else the chaincode's; the chaincode's for namespaces that are only read.
 */
export function requiredPolicies(
  chaincode: string,
  simulation: SimulationResult,
  definitions: ChaincodeDefinitions,
): RequiredPolicies {
  const policies = new Set<Policy>();
  const namespaces = new Map<string, Map<string, { read: boolean }>>();
  const touched = (namespace: string): Map<string, { read: boolean }> => {
    const collections = namespaces.get(namespace) ?? new Map<string, { read: boolean }>();
    namespaces.set(namespace, collections);
    return collections;
  };
  for (const { namespace, collection, metadata } of simulation.writtenKeys) {
    const own = keyPolicy(metadata);
    const collections = touched(namespace);
    if (own === undefined) collections.set(collection, { read: false });
    else policies.add(own);
  }
  for (const { namespace } of simulation.namespaces) {
    if (!namespaces.has(namespace)) touched(namespace).set('', { read: false });
  }
  for (const { namespace, collection } of simulation.privateReads) touched(namespace).set(collection, { read: true });
  if (namespaces.size === 0) touched(chaincode).set('', { read: false });

  const collections: RequiredCollection[] = [];
  for (const [namespace, touchedCollections] of namespaces) {
    const definition = definitions.get(namespace);
    if (definition === undefined || isSystemChaincode(namespace)) continue;
    for (const [name, { read }] of touchedCollections) {
      const collection = name === '' ? undefined : definitions.find(namespace, name);
      policies.add(collection?.endorsementPolicy ?? definition.endorsementPolicy);
      if (collection !== undefined) {
        collections.push({ name, read, isMemberOrganization: (mspId) => collection.isMemberOrganization(mspId) });
      }
    }
  }
  return { policies: [...policies], collections };
}
