// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import type { Log } from '../log.js';
import type { ChaincodeOptions } from '../options.js';
import { ChaincodeConnection } from './chaincode-connection.js';
import type { ChaincodeProcesses } from './chaincode-processes.js';
import { chooseListeningPort } from './listening-port.js';

/** The name a chaincode package registers by: its label and the hash of what is run. */
export function packageIdOf(chaincode: ChaincodeOptions): string {
  if (chaincode.packageId !== undefined) return chaincode.packageId;
  const { name, version, server } = chaincode;
  const content = 'address' in server ? server.address : [server.command, ...(server.args ?? []), server.cwd ?? ''];
  return `${name}_${version}:${hash('sha256', JSON.stringify(content))}`;
}

/** How chaincodes are started and called. */
export interface LaunchOptions {
  readonly processes: ChaincodeProcesses;
  readonly executeTimeoutMs: number;
  readonly log: Log;
}

/** The name of an organisation's chaincode process. */
export function processName(organization: string, chaincode: string): string {
  return `${chaincode}@${organization}`;
}

/**
 * Connects a peer to the chaincode server of its organisation. A server that does not run already is started when it is
 * first called, as Fabric's peer does; that call waits for it.
 */
export function launchChaincode(
  organization: { readonly name: string; readonly mspId: string },
  chaincode: ChaincodeOptions,
  { processes, executeTimeoutMs, log }: LaunchOptions,
): ChaincodeConnection {
  const packageId = packageIdOf(chaincode);
  const { server } = chaincode;
  if ('address' in server) {
    const connection = new ChaincodeConnection({ packageId, executeTimeoutMs, log });
    connection.connect(server.address);
    return connection;
  }
  const launch = (): void => {
    processes.start(processName(organization.name, chaincode.name), async () => {
      const address = `127.0.0.1:${await chooseListeningPort()}`;
      connection.connect(address);
      return { ...server, env: { ...server.env, ...chaincodeEnvironment(address, packageId, organization.mspId) } };
    });
  };
  const connection = new ChaincodeConnection({ packageId, executeTimeoutMs, log, launch });
  return connection;
}

/** What Fabric's samples and shims read to know where to listen and who they are. */
function chaincodeEnvironment(address: string, packageId: string, mspId: string): Record<string, string> {
  return {
    CHAINCODE_SERVER_ADDRESS: address,
    CHAINCODE_ID: packageId,
    CORE_CHAINCODE_ADDRESS: address,
    CORE_CHAINCODE_ID: packageId,
    CORE_CHAINCODE_ID_NAME: packageId,
    CORE_PEER_TLS_ENABLED: 'false',
    CORE_PEER_LOCALMSPID: mspId,
  };
}
