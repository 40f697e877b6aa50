// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import {
  defineCollection,
  implicitCollectionName,
  type ChaincodeDefinition,
  type DefinedCollection,
} from '../channel/chaincode-definition.js';
import { keyHash } from '../ledger/hashes.js';
import type { StateView } from '../ledger/state-view.js';
import type { ChannelPolicies } from '../policy/channel-policies.js';
import { approvalMismatches } from './approvals.js';
import { resolveApplicationPolicy } from './application-policy.js';
import { readDefinition } from './chaincode-parameters.js';
import { LIFECYCLE, metadataKey, type HashedState, type ReadableState } from './stored-structure.js';

/** Follows "/" in the order of keys. */
const AFTER_SLASH = '0';

/** The names of all chaincodes that are defined in a state. */
export async function definedChaincodes(state: StateView): Promise<string[]> {
  const prefix = metadataKey('namespaces', '');
  const names: string[] = [];
  for await (const { key } of state.range(LIFECYCLE, prefix, `${prefix.slice(0, -1)}${AFTER_SLASH}`)) {
    names.push(key.slice(prefix.length));
  }
  return names;
}

/** A chaincode's definition as a state has it, with its policies worked out. */
export function loadDefinition(
  state: StateView,
  name: string,
  mspIds: readonly string[],
  policies: ChannelPolicies,
): ChaincodeDefinition | undefined {
  const committed = readDefinition(publicState(state), name);
  if (committed === undefined) return undefined;
  const { sequence, version, validationParameter, collections } = committed;
  const organizations = new Map(mspIds.map((mspId) => [mspId, hashedState(state, mspId)]));
  const mismatches = approvalMismatches({ name, sequence, parameters: committed }, organizations);
  const policy = peer.ApplicationPolicy.deserializeBinary(validationParameter);
  return {
    name,
    version,
    sequence,
    endorsementPolicy: resolveApplicationPolicy(policy, policies),
    collections: new Map(
      collections.getConfigList().flatMap((one): [string, DefinedCollection][] => {
        const config = one.getStaticCollectionConfig();
        return config === undefined ? [] : [[config.getName(), defineCollection(config, policies)]];
      }),
    ),
    approvedBy: new Set(mspIds.filter((mspId) => mismatches.get(mspId)?.length === 0)),
  };
}

function publicState(state: StateView): ReadableState {
  return { get: (key) => state.get(LIFECYCLE, key)?.value };
}

function hashedState(state: StateView, mspId: string): HashedState {
  const collection = implicitCollectionName(mspId);
  return { hash: (key) => state.getHashed(LIFECYCLE, collection, keyHash(key))?.value };
}
