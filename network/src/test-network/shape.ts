// SPDX-License-Identifier: Apache-2.0
import type { NativeNetworkOptions } from '../native/native-network.js';

/** What makes a native network one in the shape of fabric-samples' test-network. */
export type NetworkShape = Omit<NativeNetworkOptions, 'stateDir' | 'log' | 'chaincodes'>;

/**
 * The shape of a test-network after `network.sh up createChannel -ca`: its organisations, domains, host names, ports,
 * registrars, capabilities and batches. Certificates lie under `organizations/` as there.
 */
export function testNetworkShape(channel: string): NetworkShape {
  const peerOrganization = (n: number, firstPort: number, caPort: number): NetworkShape['organizations'][number] => ({
    name: `org${n}`,
    mspId: `Org${n}MSP`,
    domain: `org${n}.example.com`,
    peerPort: firstPort,
    chaincodePort: firstPort + 1,
    caPort,
  });
  return {
    channel,
    organizations: [peerOrganization(1, 7051, 7054), peerOrganization(2, 9051, 8054)],
    ordererOrganization: { name: 'ordererOrg', mspId: 'OrdererMSP', domain: 'example.com', caPort: 9054 },
    orderers: [{ name: 'orderer', port: 7050, adminPort: 7053 }],
    registrar: { id: 'admin', secret: 'adminpw' },
    batchTimeoutMs: 2000,
    maxMessageCount: 10,
    capability: 'V2_0',
    isNamed: true,
  };
}
