// SPDX-License-Identifier: Apache-2.0
import type { common } from '@hyperledger/fabric-protos';
import type { Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import { parseSignaturePolicy } from './policy-parser.js';
import { signaturePolicy } from './signature-policy.js';

/** The rules of an ImplicitMeta policy by name. */
export type ImplicitMetaRule = keyof common.ImplicitMetaPolicy.RuleMap;

/** A policy over the policies of the same name that the organisations hold. */
export interface ImplicitMetaSpec {
  readonly rule: ImplicitMetaRule;
  readonly subPolicy: string;
}

/** The application policies that Fabric's sample networks use, and that chaincode falls back to. */
export const APPLICATION_POLICIES: Readonly<Record<string, ImplicitMetaSpec>> = {
  Readers: { rule: 'ANY', subPolicy: 'Readers' },
  Writers: { rule: 'ANY', subPolicy: 'Writers' },
  Admins: { rule: 'MAJORITY', subPolicy: 'Admins' },
  Endorsement: { rule: 'MAJORITY', subPolicy: 'Endorsement' },
  LifecycleEndorsement: { rule: 'MAJORITY', subPolicy: 'Endorsement' },
};

const ROLES_BY_POLICY: Readonly<Record<string, readonly string[]>> = {
  Readers: ['admin', 'peer', 'client'],
  Writers: ['admin', 'client'],
  Admins: ['admin'],
  Endorsement: ['peer'],
};

/** One organisation's own policies, as they stand in its group of the channel configuration. */
export function organizationPolicies(mspId: string): Record<string, common.SignaturePolicyEnvelope> {
  return Object.fromEntries(
    Object.entries(ROLES_BY_POLICY).map(([name, roles]) => [
      name,
      parseSignaturePolicy(`OR(${roles.map((role) => `'${mspId}.${role}'`).join(', ')})`),
    ]),
  );
}

function threshold(rule: ImplicitMetaRule, organizations: number): number {
  if (organizations === 0) {
    // A rule over nobody holds, as Fabric has it.
    return 0;
  }
  switch (rule) {
    case 'ANY':
      return 1;
    case 'ALL':
      return organizations;
    case 'MAJORITY':
      return Math.floor(organizations / 2) + 1;
  }
}

/** An ImplicitMeta policy: enough of the organisations' own policies hold, each looked at with all signers. */
export function implicitMetaPolicy(rule: ImplicitMetaRule, subPolicies: readonly Policy[]): Policy {
  const needed = threshold(rule, subPolicies.length);
  return {
    evaluate: (signers) => subPolicies.filter((policy) => policy.evaluate(signers)).length >= needed,
  };
}

/** The policies of a channel's application group by name. */
export interface ChannelPolicies {
  /**
   * The policy of that name, also written as a reference (`/Channel/Application/Endorsement`).
   * Throws {@link PolicyError} `POLICY_UNKNOWN` when there is none.
   */
  get(name: string): Policy;
}

const APPLICATION_PATH = '/Channel/Application/';

/** The standard application policies over organisations with these MSPs. */
export function createChannelPolicies(mspIds: readonly string[]): ChannelPolicies {
  const byOrganization = mspIds.map((mspId) => organizationPolicies(mspId));
  const policies = new Map(
    Object.entries(APPLICATION_POLICIES).map(([name, { rule, subPolicy }]) => {
      const subPolicies = byOrganization.flatMap((own) => own[subPolicy] ?? []).map(signaturePolicy);
      return [name, implicitMetaPolicy(rule, subPolicies)];
    }),
  );
  return {
    get(name) {
      const policy = policies.get(name.startsWith(APPLICATION_PATH) ? name.slice(APPLICATION_PATH.length) : name);
      if (policy === undefined) {
        throw new PolicyError('POLICY_UNKNOWN', `there is no channel policy ${name}`);
      }
      return policy;
    },
  };
}
