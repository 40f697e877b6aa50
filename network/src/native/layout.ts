// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';

/** Where things are in the state directory. */
export interface Layout {
  readonly stateDir: string;
  readonly logs: string;
  readonly caHome: string;
  /** Home of one organisation's authority; the ordering organisation's is the server's own. */
  authorityHome(organization: string): string;
  registrarSecret(organization: string): string;
  organization(name: string): string;
  peer(organization: string): string;
  orderer(name: string): string;
  admin(organization: string): string;
  readonly channelConfig: string;
  readonly genesisBlock: string;
  chaincodePackage(chaincode: string, organization: string): string;
  readonly deployments: string;
  logFile(id: string): string;
}

/** The layout of a network's state under `stateDir`. */
export function layoutOf(stateDir: string): Layout {
  const at = (...parts: string[]): string => join(stateDir, ...parts);
  return {
    stateDir,
    logs: at('logs'),
    caHome: at('ca'),
    authorityHome: (organization) => at('ca', organization),
    registrarSecret: (organization) => at('ca', organization, 'registrar-secret'),
    organization: (name) => at('organizations', name),
    peer: (organization) => at('organizations', organization, 'peer0'),
    orderer: (name) => at('orderers', name),
    admin: (organization) => at('organizations', organization, 'admin'),
    channelConfig: at('channel'),
    genesisBlock: at('channel', 'genesis.block'),
    chaincodePackage: (chaincode, organization) => at('chaincode', `${chaincode}-${organization}.tar.gz`),
    deployments: at('deployments.json'),
    logFile: (id) => at('logs', `${id}.log`),
  };
}
