// SPDX-License-Identifier: Apache-2.0
import { collections, type CollectionRule, type Role } from '@wattpass/chaincode/domain';
import type { Organisation } from './topology.js';

/** One entry of Fabric's `collections_config.json`. */
export interface CollectionConfig {
  readonly name: string;
  readonly policy: string;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  readonly endorsementPolicy: { readonly signaturePolicy: string };
}

/**
 * The collections of the domain for a topology: members are the organisations in a reading role, and only those in the
 * one writing role endorse. An endorsing peer hands the data to every other member it reaches; it asks for none, so that
 * one member's outage stops nobody's writing (what was missed is fetched later).
 */
export function collectionsConfig(organisations: readonly Organisation[]): CollectionConfig[] {
  const rules: [string, CollectionRule][] = Object.entries(collections);
  return rules.map(([name, rule]) => {
    const members = mspIdsIn(organisations, rule.readers);
    return {
      name,
      policy: anyOf(members),
      requiredPeerCount: 0,
      maxPeerCount: Math.max(1, members.length - 1),
      blockToLive: 0,
      memberOnlyRead: true,
      memberOnlyWrite: true,
      endorsementPolicy: { signaturePolicy: anyOf(mspIdsIn(organisations, [rule.writer])) },
    };
  });
}

function mspIdsIn(organisations: readonly Organisation[], roles: readonly Role[]): string[] {
  return organisations.filter(({ roles: own }) => own.some((role) => roles.includes(role))).map(({ mspId }) => mspId);
}

function anyOf(mspIds: readonly string[]): string {
  return `OR(${mspIds.map((mspId) => `'${mspId}.member'`).join(',')})`;
}
