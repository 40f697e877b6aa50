// SPDX-License-Identifier: Apache-2.0
import { common, type peer } from '@hyperledger/fabric-protos';
import { resolveApplicationPolicy } from '../lifecycle/application-policy.js';
import type { Identity } from '../msp/identity.js';
import type { ChannelPolicies } from '../policy/channel-policies.js';
import { minimalEndorsers } from '../policy/minimal-endorsers.js';
import { parseSignaturePolicy } from '../policy/policy-parser.js';
import type { Policy } from '../policy/policy.js';
import { signaturePolicy } from '../policy/signature-policy.js';
import type { Collection } from '../simulator/collection.js';

/** A collection in the form of Fabric's collections_config.json. */
export interface CollectionConfig {
  readonly name: string;
  /** Who keeps the data: a signature policy such as `OR('AMSP.member', 'BMSP.member')`. */
  readonly policy: string;
  readonly requiredPeerCount?: number | undefined;
  readonly maxPeerCount?: number | undefined;
  readonly blockToLive?: number | undefined;
  readonly memberOnlyRead?: boolean | undefined;
  readonly memberOnlyWrite?: boolean | undefined;
  readonly endorsementPolicy?:
    { readonly signaturePolicy?: string | undefined; readonly channelConfigPolicy?: string | undefined } | undefined;
}

/** A collection with the policies worked out. */
export interface DefinedCollection extends Collection {
  /** Who has to endorse writes; the chaincode's policy when there is none. */
  readonly endorsementPolicy: Policy | undefined;
}

/** A chaincode as the channel has agreed on it. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  readonly endorsementPolicy: Policy;
  readonly collections: ReadonlyMap<string, DefinedCollection>;
  /** The organisations that approved this definition; the peers of others do not endorse. */
  readonly approvedBy: ReadonlySet<string>;
}

/** Works out a collection's policies. */
export function defineCollection(
  config: peer.StaticCollectionConfig,
  channelPolicies: ChannelPolicies,
): DefinedCollection {
  const envelope = config.getMemberOrgsPolicy()?.getSignaturePolicy() ?? new common.SignaturePolicyEnvelope();
  const members = signaturePolicy(envelope);
  const endorsement = config.getEndorsementPolicy();
  return {
    name: config.getName(),
    memberOnlyRead: config.getMemberOnlyRead(),
    memberOnlyWrite: config.getMemberOnlyWrite(),
    blockToLive: config.getBlockToLive(),
    endorsementPolicy: endorsement && resolveApplicationPolicy(endorsement, channelPolicies),
    isMember: (identity: Identity) => members.evaluate([identity]),
    isMemberOrganization: memberOrganizations(members),
  };
}

const IMPLICIT_PREFIX = '_implicit_org_';

/** The name of the collection that an organisation has without defining it. */
export function implicitCollectionName(mspId: string): string {
  return `${IMPLICIT_PREFIX}${mspId}`;
}

/** The collection that every organisation of the channel has without defining it. */
export function implicitCollection(mspId: string): DefinedCollection {
  return {
    name: implicitCollectionName(mspId),
    memberOnlyRead: false,
    memberOnlyWrite: false,
    blockToLive: 0,
    endorsementPolicy: signaturePolicy(parseSignaturePolicy(`OR('${mspId}.peer')`)),
    isMember: (identity) => identity.mspId === mspId,
    isMemberOrganization: (other) => other === mspId,
  };
}

function memberOrganizations(policy: Policy): (mspId: string) => boolean {
  const known = new Map<string, boolean>();
  return (mspId) => {
    let member = known.get(mspId);
    if (member === undefined) {
      const [endorsers] = minimalEndorsers(policy, [mspId]);
      member = endorsers?.length === 1;
      known.set(mspId, member);
    }
    return member;
  };
}
