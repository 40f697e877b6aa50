// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path';
import { startDevPeer, type RunningOrganization } from '@wattpass/devpeer';
import { BATCH_TIMEOUT_MS, CHAINCODES, CHANNEL, ORGANIZATIONS, type OrganizationName } from '../network-spec.js';
import type { NodeAddress } from '../wire/node.js';
import type { CredentialFiles, LedgerUnderTest } from './ledger-under-test.js';

/** Starts the embedded peer with the suite's network. */
export async function startDevPeerLedger(stateDir: string): Promise<LedgerUnderTest> {
  const devpeer = await startDevPeer({
    stateDir,
    organizations: ORGANIZATIONS,
    channel: CHANNEL,
    chaincodes: CHAINCODES,
    batchTimeoutMs: BATCH_TIMEOUT_MS,
    log: (level, message) => {
      if (level === 'error') process.stderr.write(`devpeer: ${message}\n`);
    },
  });
  const each = <T>(what: (organization: RunningOrganization) => T): Record<OrganizationName, T> =>
    Object.fromEntries(devpeer.organizations.map((one) => [one.name, what(one)])) as Record<OrganizationName, T>;
  const files =
    (name: string) =>
    ({ tlsCaCertFile }: RunningOrganization): CredentialFiles => {
      const dir = dirname(tlsCaCertFile);
      return { certFile: join(dir, `${name}-cert.pem`), keyFile: join(dir, `${name}-key.pem`) };
    };
  const peers = each(({ peerEndpoint: endpoint, tlsCaCertFile, tlsServerName }): NodeAddress => ({
    endpoint,
    tlsCaCertFile,
    tlsServerName,
  }));
  return {
    kind: 'devpeer',
    version: 'devpeer',
    peers,
    orderer: peers.alpha,
    roots: each(files('ca')),
    admins: each(files('admin')),
    peerCredentials: each(files('peer')),
    authorities: each(({ ca }) => ca),
    needsRevocationsInChannel: false,
    stop: () => devpeer.stop(),
  };
}
