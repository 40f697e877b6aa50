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

/** Namespace → collection (empty for public state) → whether its private values were read. */
type Touched = Map<string, Map<string, boolean>>;

/**
 * Works out from a simulation which policies its transaction will be validated by: the key's own policy where a key
 * has one, else the collection's, else the chaincode's; the chaincode's for namespaces that are only read.
 */
export function requiredPolicies(
  chaincode: string,
  simulation: SimulationResult,
  definitions: ChaincodeDefinitions,
): RequiredPolicies {
  const policies = new Set(simulation.writtenKeys.flatMap(({ metadata }) => keyPolicy(metadata) ?? []));
  const collections: RequiredCollection[] = [];
  for (const [namespace, touched] of touchedNamespaces(chaincode, simulation)) {
    const definition = definitions.get(namespace);
    if (definition === undefined) continue;
    for (const [name, read] of touched) {
      const collection = name === '' ? undefined : definitions.find(namespace, name);
      policies.add(collection?.endorsementPolicy ?? definition.endorsementPolicy);
      if (collection === undefined) continue;
      collections.push({ name, read, isMemberOrganization: (mspId) => collection.isMemberOrganization(mspId) });
    }
  }
  return { policies: [...policies], collections };
}

/**
 * Where the shared policies apply: writes of keys without a policy of their own, and reads. What is read of the
 * lifecycle, by every transaction, counts for nothing.
 */
function touchedNamespaces(chaincode: string, simulation: SimulationResult): Touched {
  const namespaces: Touched = new Map();
  const touch = (namespace: string): Map<string, boolean> => {
    const collections = namespaces.get(namespace) ?? new Map<string, boolean>();
    namespaces.set(namespace, collections);
    return collections;
  };
  for (const { namespace, collection, metadata } of simulation.writtenKeys) {
    if (isSystemChaincode(namespace)) continue;
    const collections = touch(namespace);
    if (keyPolicy(metadata) === undefined) collections.set(collection, false);
  }
  for (const { namespace } of simulation.namespaces) {
    if (!isSystemChaincode(namespace) && !namespaces.has(namespace)) touch(namespace).set('', false);
  }
  for (const { namespace, collection } of simulation.privateReads) touch(namespace).set(collection, true);
  if (namespaces.size === 0) touch(chaincode).set('', false);
  return namespaces;
}
