// SPDX-License-Identifier: Apache-2.0
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNativeNetwork, type NativeNetwork, type NativeOrganization } from '@wattpass/network';
import { BATCH_TIMEOUT_MS, CHAINCODES, CHANNEL, ORGANIZATIONS, type OrganizationName } from '../network-spec.js';
import type { NodeAddress } from '../wire/node.js';
import type { CredentialFiles, LedgerUnderTest } from './ledger-under-test.js';

type PerOrganization<T> = Record<OrganizationName, T>;

/** Starts real Fabric with the suite's network; throws NetworkError where its programs are missing. */
export async function startFabricLedger(stateDir: string, log: (line: string) => void): Promise<LedgerUnderTest> {
  const network = await startNativeNetwork({
    stateDir,
    organizations: ORGANIZATIONS,
    channel: CHANNEL,
    chaincodes: CHAINCODES,
    orderers: 1,
    batchTimeoutMs: BATCH_TIMEOUT_MS,
    log,
  });
  try {
    return await describe(network, stateDir);
  } catch (error) {
    await network.stop();
    throw error;
  }
}

async function describe(network: NativeNetwork, stateDir: string): Promise<LedgerUnderTest> {
  const each = <T>(what: (organization: NativeOrganization) => T): PerOrganization<T> =>
    Object.fromEntries(network.organizations.map((one) => [one.name, what(one)])) as PerOrganization<T>;
  const roots: Partial<PerOrganization<CredentialFiles>> = {};
  for (const { name } of ORGANIZATIONS) {
    roots[name] = await rootOf(join(stateDir, 'organizations', 'fabric-ca', name));
  }
  const signers = async (folder: (domain: string) => string): Promise<PerOrganization<CredentialFiles>> => {
    const found: Partial<PerOrganization<CredentialFiles>> = {};
    for (const { name } of ORGANIZATIONS) {
      const domain = `${name}.localhost`;
      const home = join(stateDir, 'organizations', 'peerOrganizations', domain);
      found[name] = await signingFiles(join(home, folder(domain), 'msp'));
    }
    return found as PerOrganization<CredentialFiles>;
  };
  return {
    kind: 'fabric',
    version: `Fabric ${network.fabricVersion}`,
    peers: each(({ peerEndpoint: endpoint, tlsCaCertFile, tlsServerName }): NodeAddress => ({
      endpoint,
      tlsCaCertFile,
      tlsServerName,
    })),
    orderer: await ordererOf(stateDir),
    roots: roots as PerOrganization<CredentialFiles>,
    admins: await signers((domain) => join('users', `Admin@${domain}`)),
    peerCredentials: await signers((domain) => join('peers', `peer0.${domain}`)),
    authorities: each(({ ca }) => ca),
    needsRevocationsInChannel: true,
    stop: () => network.stop(),
  };
}

async function signingFiles(mspDir: string): Promise<CredentialFiles> {
  const [key] = await readdir(join(mspDir, 'keystore'));
  const [certificate] = await readdir(join(mspDir, 'signcerts'));
  if (key === undefined || certificate === undefined) throw new Error(`${mspDir} has no key or no certificate`);
  return { certFile: join(mspDir, 'signcerts', certificate), keyFile: join(mspDir, 'keystore', key) };
}

/** Fabric CA names a signing key by its hash and keeps others beside it; the root's is the one that fits its certificate. */
async function rootOf(home: string): Promise<CredentialFiles> {
  const certFile = join(home, 'ca-cert.pem');
  const certificate = new X509Certificate(await readFile(certFile));
  const keystore = join(home, 'msp', 'keystore');
  for (const name of (await readdir(keystore)).filter((file) => file.endsWith('_sk'))) {
    const keyFile = join(keystore, name);
    const pem = await readFile(keyFile, 'utf8');
    if (certificate.checkPrivateKey(createPrivateKey(pem))) {
      return { certFile, keyFile };
    }
  }
  throw new Error(`${keystore} has no key for ${certFile}`);
}

async function ordererOf(stateDir: string): Promise<NodeAddress> {
  const topology = JSON.parse(await readFile(join(stateDir, 'topology.json'), 'utf8')) as {
    readonly orderers: readonly { readonly domain: string; readonly host: string; readonly port: number }[];
  };
  const [orderer] = topology.orderers;
  if (orderer === undefined) throw new Error(`${stateDir} has no orderer`);
  const home = join(stateDir, 'organizations', 'ordererOrganizations', orderer.domain);
  return {
    endpoint: `127.0.0.1:${orderer.port}`,
    tlsCaCertFile: join(home, 'orderers', orderer.host, 'tls', 'ca.crt'),
    tlsServerName: orderer.host,
  };
}
