// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Crypto } from './topology.js';

interface Node {
  readonly domain: string;
  readonly host: string;
}

/** Where things are in the state directory. Certificates lie as in fabric-samples' test-network. */
export interface Layout {
  readonly stateDir: string;
  readonly logs: string;
  /** Everybody's certificates and keys. */
  readonly organizations: string;
  /** Home of one organisation's certificate authority; `cryptogen` knows of none, and its folder is left as it made it. */
  authorityHome(organization: string, crypto: Crypto): string;
  peerOrganization(domain: string): string;
  ordererOrganization(domain: string): string;
  /** Certificates of a node: `msp/` and `tls/{server.crt,server.key,ca.crt}`. */
  peer(node: Node): string;
  orderer(node: Node): string;
  /** Configuration and data of a running node, by its program's name. */
  node(id: string): string;
  readonly channelConfig: string;
  readonly genesisBlock: string;
  chaincodePackage(chaincode: string, organization: string): string;
  readonly deployments: string;
  readonly logFile: (id: string) => string;
}

/** The administrator's folder in an organisation's. */
export function adminOf(organizationDir: string, domain: string): string {
  return join(organizationDir, 'users', `Admin@${domain}`);
}

/** The layout of a network's state under `stateDir`. */
export function layoutOf(stateDir: string): Layout {
  const at = (...parts: string[]): string => join(stateDir, ...parts);
  const peerOrganization = (domain: string): string => at('organizations', 'peerOrganizations', domain);
  const ordererOrganization = (domain: string): string => at('organizations', 'ordererOrganizations', domain);
  return {
    stateDir,
    logs: at('logs'),
    organizations: at('organizations'),
    authorityHome: (organization, crypto) =>
      crypto === 'ca' ? at('organizations', 'fabric-ca', organization) : at('authorities', organization),
    peerOrganization,
    ordererOrganization,
    peer: ({ domain, host }) => join(peerOrganization(domain), 'peers', host),
    orderer: ({ domain, host }) => join(ordererOrganization(domain), 'orderers', host),
    node: (id) => at('nodes', id),
    channelConfig: at('channel'),
    genesisBlock: at('channel', 'genesis.block'),
    chaincodePackage: (chaincode, organization) => at('chaincode', `${chaincode}-${organization}.tar.gz`),
    deployments: at('deployments.json'),
    logFile: (id) => at('logs', `${id}.log`),
  };
}
