// SPDX-License-Identifier: Apache-2.0
import { policyFailure, type Channel } from '../channel/channel.js';
import type { Identity } from '../msp/identity.js';
import { rolePrincipal } from '../policy/policy-parser.js';

/** Who may call a function: the administrators of the peer's own organisation, or all who may write to the channel. */
const ACCESS: ReadonlyMap<string, 'Admins' | 'Writers'> = new Map<string, 'Admins' | 'Writers'>([
  ['InstallChaincode', 'Admins'],
  ['QueryInstalledChaincode', 'Admins'],
  ['GetInstalledChaincodePackage', 'Admins'],
  ['QueryInstalledChaincodes', 'Admins'],
  ['ApproveChaincodeDefinitionForMyOrg', 'Admins'],
  ['QueryApprovedChaincodeDefinition', 'Admins'],
  ['QueryApprovedChaincodeDefinitions', 'Admins'],
  ['CommitChaincodeDefinition', 'Writers'],
  ['QueryChaincodeDefinition', 'Writers'],
  ['QueryChaincodeDefinitions', 'Writers'],
  ['CheckCommitReadiness', 'Writers'],
]);

/** What of a call decides about access. */
export interface LifecycleCaller {
  /** Empty for a call outside of channels. */
  readonly channel: string;
  readonly creator: Identity;
}

/** Why a caller may not call a function, in Fabric's words; nothing if they may. */
export function accessFailure(
  channel: Channel,
  mspId: string,
  functionName: string,
  { channel: called, creator }: LifecycleCaller,
): string | undefined {
  const policy = ACCESS.get(functionName);
  if (policy === undefined) return `Unmapped policy for _lifecycle/${functionName}`;
  if (policy === 'Admins') return localFailure(mspId, creator);
  if (called === '') {
    return (
      'Failed getting local MSP principal during channelless check policy with policy ' +
      '[/Channel/Application/Writers]: [MSP Principal role [/Channel/Application/Writers] not recognized]'
    );
  }
  return channel.policies.get(policy).evaluate([creator]) ? undefined : policyFailure(channel, policy);
}

function localFailure(mspId: string, creator: Identity): string | undefined {
  if (creator.mspId !== mspId) {
    return (
      'Failed deserializing proposal creator during channelless check policy with policy [Admins]: ' +
      `[expected MSP ID ${mspId}, received ${creator.mspId}]`
    );
  }
  if (creator.satisfies(rolePrincipal(mspId, 'admin'))) return undefined;
  return (
    "Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with " +
    `policy [Admins]: [The identity is not an admin under this MSP [${mspId}]: The identity does not contain OU [ADMIN], ` +
    `MSP: [${mspId}]]`
  );
}
