// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ChannelPolicies } from '../policy/channel-policies.js';
import { PolicyError } from '../policy/policy-error.js';
import { parseSignaturePolicy } from '../policy/policy-parser.js';
import type { Policy } from '../policy/policy.js';
import { signaturePolicy } from '../policy/signature-policy.js';

/** The policy a chaincode has that names none. */
export const DEFAULT_ENDORSEMENT = '/Channel/Application/Endorsement';

/** A policy that nobody satisfies: Fabric commits definitions with policies that cannot be, and holds transactions to them. */
const NOBODY: Policy = { evaluate: () => false };

/** Encodes a policy written as a reference to a channel policy (`/Channel/…`) or as a signature policy. */
export function encodeApplicationPolicy(text: string): peer.ApplicationPolicy {
  const policy = new peer.ApplicationPolicy();
  if (text.startsWith('/')) policy.setChannelConfigPolicyReference(text);
  else policy.setSignaturePolicy(parseSignaturePolicy(text));
  return policy;
}

/** Works out an encoded policy. */
export function resolveApplicationPolicy(policy: peer.ApplicationPolicy, channelPolicies: ChannelPolicies): Policy {
  const signature = policy.getSignaturePolicy();
  try {
    if (signature !== undefined) return signaturePolicy(signature);
    return channelPolicies.get(policy.getChannelConfigPolicyReference());
  } catch (error) {
    if (error instanceof PolicyError) return NOBODY;
    throw error;
  }
}
