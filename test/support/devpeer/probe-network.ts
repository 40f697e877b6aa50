// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startDevPeer, type ChaincodeOptions, type DevPeer, type DevPeerOptions } from '@wattpass/devpeer';

const require = createRequire(import.meta.url);
const testRoot = join(import.meta.dirname, '..', '..', '..');

/** The three organisations of the networks in these tests. */
export const ORGANIZATIONS = [
  { name: 'alpha', mspId: 'AlphaMSP' },
  { name: 'beta', mspId: 'BetaMSP' },
  { name: 'gamma', mspId: 'GammaMSP' },
] as const;

/** The probe chaincode under an unmodified fabric-shim. */
export function probeChaincode(options: Partial<ChaincodeOptions> = {}): ChaincodeOptions {
  return {
    name: 'probe',
    version: '1.0',
    collections: [
      {
        name: 'alphaBeta',
        policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
        memberOnlyRead: true,
        memberOnlyWrite: true,
        endorsementPolicy: { signaturePolicy: "OR('AlphaMSP.peer')" },
      },
      {
        name: 'shortLived',
        policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
        blockToLive: 2,
        memberOnlyRead: true,
        endorsementPolicy: { signaturePolicy: "OR('AlphaMSP.peer', 'BetaMSP.peer')" },
      },
      { name: 'majority', policy: "OR('AlphaMSP.member')", memberOnlyRead: true },
    ],
    server: {
      command: process.execPath,
      args: [require.resolve('fabric-shim/cli.js'), 'server'],
      cwd: join(testRoot, 'support', 'chaincode', 'probe'),
      env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error' },
    },
    ...options,
  };
}

/** Starts a network with the probe chaincode; its state is in `stateDir`. */
export async function startProbeNetwork(stateDir: string, options: Partial<DevPeerOptions> = {}): Promise<DevPeer> {
  return startDevPeer({
    stateDir,
    organizations: ORGANIZATIONS,
    channel: 'probes',
    chaincodes: [probeChaincode()],
    log: (level, message) => {
      if (level === 'error' || process.env['DEVPEER_LOG'] !== undefined) process.stderr.write(`${level}: ${message}\n`);
    },
    ...options,
  });
}
