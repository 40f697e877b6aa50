// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelMember, OrdererAddress } from '../chaincode/channel-member.js';
import { NetworkError } from '../network-error.js';

/** An organisation of a test-network: its peer, and its Fabric CA where it was brought up with `-ca`. */
export interface TestNetworkMember extends ChannelMember {
  /** What chaincode packages call its peer: `{{.peername}}` in `connection.json`. */
  readonly peerName: string;
  readonly domain: string;
  readonly organizationDir: string;
  readonly ca: {
    readonly url: string;
    readonly caName: string;
    /** Of the running authority; undefined for certificates that `cryptogen` made. */
    readonly tlsCaCertFile: string | undefined;
    readonly registrarId: string;
    readonly registrarSecret: string;
  };
}

/** A running test-network as its `organizations/` folder describes it. */
export interface TestNetworkMaterial {
  readonly members: readonly TestNetworkMember[];
  readonly orderer: OrdererAddress;
}

/** What test-network's own scripts fix: nothing in its folder says it. */
const PEERS = [
  { organization: 'org1', mspId: 'Org1MSP', port: 7051, caPort: 7054 },
  { organization: 'org2', mspId: 'Org2MSP', port: 9051, caPort: 8054 },
];
const ORDERER_PORT = 7050;
const REGISTRAR = { registrarId: 'admin', registrarSecret: 'adminpw' };

async function isPresent(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a test-network's folder `organizations/`.
 * @throws NetworkError `STATE_MISMATCH` naming what is missing and how to get it.
 */
export async function readTestNetwork(organizationsDir: string): Promise<TestNetworkMaterial> {
  const members = await Promise.all(PEERS.map((peer) => memberIn(organizationsDir, peer)));
  const ordererDir = join(organizationsDir, 'ordererOrganizations', 'example.com');
  const orderer = {
    address: `localhost:${ORDERER_PORT}`,
    host: 'orderer.example.com',
    tlsCaCertFile: join(ordererDir, 'tlsca', 'tlsca.example.com-cert.pem'),
  };
  const needed = [orderer.tlsCaCertFile, ...members.flatMap((member) => [member.tlsCaCertFile, member.adminMsp])];
  const states = await Promise.all(needed.map(async (file) => ({ file, found: await isPresent(file) })));
  const missing = states.filter(({ found }) => !found).map(({ file }) => file);
  if (missing.length > 0) {
    const text = [
      `${organizationsDir} is not the organizations/ folder of a running test-network; missing:`,
      ...missing.map((file) => `  ${file}`),
      'Bring it up with: ./network.sh up createChannel -ca',
    ].join('\n');
    throw new NetworkError('STATE_MISMATCH', text);
  }
  return { members, orderer };
}

async function memberIn(
  organizationsDir: string,
  { organization, mspId, port, caPort }: (typeof PEERS)[number],
): Promise<TestNetworkMember> {
  const domain = `${organization}.example.com`;
  const dir = join(organizationsDir, 'peerOrganizations', domain);
  const caRoot = join(organizationsDir, 'fabric-ca', organization, 'ca-cert.pem');
  return {
    organization,
    mspId,
    domain,
    organizationDir: dir,
    address: `localhost:${port}`,
    host: `peer0.${domain}`,
    peerName: `peer0${organization}`,
    tlsCaCertFile: join(dir, 'tlsca', `tlsca.${domain}-cert.pem`),
    adminMsp: join(dir, 'users', `Admin@${domain}`, 'msp'),
    ca: {
      url: `https://localhost:${caPort}`,
      caName: `ca-${organization}`,
      tlsCaCertFile: (await isPresent(caRoot)) ? caRoot : undefined,
      ...REGISTRAR,
    },
  };
}
