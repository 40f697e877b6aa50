// SPDX-License-Identifier: Apache-2.0
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
  readonly packageId: string;
  readonly endorsementPolicy: Policy;
  readonly collections: ReadonlyMap<string, DefinedCollection>;
}

/** A policy written as a reference to a channel policy (`/Channel/…`) or as a signature policy. */
export function resolvePolicy(text: string, channelPolicies: ChannelPolicies): Policy {
  return text.startsWith('/') ? channelPolicies.get(text) : signaturePolicy(parseSignaturePolicy(text));
}

/** Works out a collection's policies. */
export function defineCollection(config: CollectionConfig, channelPolicies: ChannelPolicies): DefinedCollection {
  const members = signaturePolicy(parseSignaturePolicy(config.policy));
  const reference = config.endorsementPolicy?.signaturePolicy ?? config.endorsementPolicy?.channelConfigPolicy;
  return {
    name: config.name,
    memberOnlyRead: config.memberOnlyRead ?? false,
    memberOnlyWrite: config.memberOnlyWrite ?? false,
    blockToLive: config.blockToLive ?? 0,
    endorsementPolicy: reference === undefined ? undefined : resolvePolicy(reference, channelPolicies),
    isMember: (identity: Identity) => members.evaluate([identity]),
    isMemberOrganization: memberOrganizations(members),
  };
}

const IMPLICIT_PREFIX = '_implicit_org_';

/** The collection that every organisation of the channel has without defining it. */
export function implicitCollection(name: string, mspIds: readonly string[]): DefinedCollection | undefined {
  if (!name.startsWith(IMPLICIT_PREFIX)) return undefined;
  const mspId = name.slice(IMPLICIT_PREFIX.length);
  if (!mspIds.includes(mspId)) return undefined;
  return {
    name,
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
