// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { CollectionConfig } from '@wattpass/network';

/** The organisations of the channel under test. */
export const ORGANIZATIONS = [
  { name: 'alpha', mspId: 'AlphaMSP' },
  { name: 'beta', mspId: 'BetaMSP' },
  { name: 'gamma', mspId: 'GammaMSP' },
] as const;

/** Short name of an organisation. */
export type OrganizationName = (typeof ORGANIZATIONS)[number]['name'];

export const CHANNEL = 'conformance';

/** How long the orderer waits before it cuts a block, which makes it likely that what belongs together is in one. */
export const BATCH_TIMEOUT_MS = 50;

const common = { requiredPeerCount: 0, maxPeerCount: 2, blockToLive: 0 };

const COLLECTIONS: readonly CollectionConfig[] = [
  {
    ...common,
    name: 'alphaBeta',
    policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
    memberOnlyRead: true,
    memberOnlyWrite: true,
    endorsementPolicy: { signaturePolicy: "OR('AlphaMSP.peer')" },
  },
  {
    ...common,
    name: 'anyWriter',
    policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
    memberOnlyRead: false,
    memberOnlyWrite: false,
  },
  {
    ...common,
    name: 'alphaAlone',
    policy: "OR('AlphaMSP.member')",
    memberOnlyRead: true,
    memberOnlyWrite: false,
  },
  {
    ...common,
    name: 'brief',
    policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
    blockToLive: 2,
    memberOnlyRead: true,
    memberOnlyWrite: true,
    endorsementPolicy: { signaturePolicy: "OR('AlphaMSP.peer', 'BetaMSP.peer')" },
  },
  {
    ...common,
    name: 'bothEndorse',
    policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
    memberOnlyRead: true,
    memberOnlyWrite: true,
    endorsementPolicy: { signaturePolicy: "AND('AlphaMSP.peer', 'BetaMSP.peer')" },
  },
];

interface ChaincodeUnderTest {
  readonly name: string;
  readonly version: string;
  readonly endorsementPolicy?: string;
  readonly collections: readonly CollectionConfig[];
  readonly server: { readonly command: string; readonly args: readonly string[]; readonly cwd: string };
}

function scriptChaincode(
  name: string,
  policy?: string,
  collections: readonly CollectionConfig[] = [],
): ChaincodeUnderTest {
  const main = fileURLToPath(new URL('../support/chaincode/conformance/main.js', import.meta.url));
  return {
    name,
    version: '1.0',
    ...(policy === undefined ? {} : { endorsementPolicy: policy }),
    collections,
    server: { command: process.execPath, args: [main], cwd: import.meta.dirname },
  };
}

/** One chaincode three times: under the channel's policy, under any organisation's word, and under that of all. */
export const CHAINCODES: readonly ChaincodeUnderTest[] = [
  scriptChaincode('majority', undefined, COLLECTIONS),
  scriptChaincode('any', "OR('AlphaMSP.peer', 'BetaMSP.peer', 'GammaMSP.peer')"),
  scriptChaincode('all', "AND('AlphaMSP.peer', 'BetaMSP.peer', 'GammaMSP.peer')"),
];
