// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { CollectionConfig } from '../channel/chaincode-definition.js';
import type { ChaincodeOptions } from '../options.js';
import { parseSignaturePolicy } from '../policy/policy-parser.js';
import { DEFAULT_ENDORSEMENT, encodeApplicationPolicy } from './application-policy.js';
import type { ChaincodeParameters } from './chaincode-parameters.js';

/** The plugins that Fabric fills in where none is named. */
export const DEFAULT_PLUGINS = { endorsementPlugin: 'escc', validationPlugin: 'vscc' } as const;

/** The parameters that a chaincode of the options has, as Fabric's own command line would send them. */
export function optionParameters({ version, endorsementPolicy, collections }: ChaincodeOptions): ChaincodeParameters {
  const configurations = new peer.CollectionConfigPackage();
  configurations.setConfigList((collections ?? []).map(encodeCollection));
  return {
    version,
    ...DEFAULT_PLUGINS,
    initRequired: false,
    validationParameter: encodeApplicationPolicy(endorsementPolicy ?? DEFAULT_ENDORSEMENT).serializeBinary(),
    collections: configurations,
  };
}

function encodeCollection(config: CollectionConfig): peer.CollectionConfig {
  const members = new peer.CollectionPolicyConfig();
  members.setSignaturePolicy(parseSignaturePolicy(config.policy));
  const collection = new peer.StaticCollectionConfig();
  collection.setName(config.name);
  collection.setMemberOrgsPolicy(members);
  collection.setRequiredPeerCount(config.requiredPeerCount ?? 0);
  collection.setMaximumPeerCount(config.maxPeerCount ?? 1);
  collection.setBlockToLive(config.blockToLive ?? 0);
  collection.setMemberOnlyRead(config.memberOnlyRead ?? false);
  collection.setMemberOnlyWrite(config.memberOnlyWrite ?? false);
  const reference = config.endorsementPolicy?.signaturePolicy ?? config.endorsementPolicy?.channelConfigPolicy;
  if (reference !== undefined) collection.setEndorsementPolicy(encodeApplicationPolicy(reference));
  const result = new peer.CollectionConfig();
  result.setStaticCollectionConfig(collection);
  return result;
}
