// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Layout } from '../native/layout.js';
import { tryConnect } from '../native/ports.js';
import type { PeerNode } from '../native/topology.js';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import { packageChaincode } from './chaincode-package.js';
import type { ChaincodeSpec } from './chaincode-spec.js';

const READY_MS = 60_000;

/** A chaincode of one organisation: its package in a file, and where it serves. */
export interface PackagedChaincode {
  readonly peer: PeerNode;
  readonly packageId: string;
  readonly packageFile: string;
  readonly address: string;
}

/** Packages a chaincode for each organisation, since each has a server of its own. */
export function packageForAll(
  chaincode: ChaincodeSpec,
  peers: readonly PeerNode[],
  layout: Layout,
): Promise<PackagedChaincode[]> {
  return Promise.all(
    peers.map(async (peer) => {
      const address = `127.0.0.1:${peer.chaincodePorts[chaincode.name] ?? 0}`;
      const { packageId, bytes } = packageChaincode(chaincode.name, chaincode.version, address);
      const packageFile = layout.chaincodePackage(chaincode.name, peer.organization);
      await mkdir(dirname(packageFile), { recursive: true });
      await writeFile(packageFile, bytes);
      return { peer, packageId, packageFile, address };
    }),
  );
}

/** Starts a chaincode's server for each organisation; {@link awaitChaincodeServers} waits for them. */
export function startChaincodeServers(
  chaincode: ChaincodeSpec,
  packaged: readonly PackagedChaincode[],
  layout: Layout,
  supervisor: Supervisor,
): void {
  for (const { peer, packageId, address } of packaged) {
    const id = `chaincode-${chaincode.name}-${peer.organization}`;
    supervisor.start({
      ...chaincode.server,
      id,
      env: {
        ...chaincode.server.env,
        CHAINCODE_SERVER_ADDRESS: address,
        CHAINCODE_ID: packageId,
        // The same for fabric-chaincode-node, which takes its options from here.
        CORE_CHAINCODE_ADDRESS: address,
        CORE_CHAINCODE_ID: packageId,
        CORE_CHAINCODE_ID_NAME: packageId,
        CORE_PEER_LOCALMSPID: peer.mspId,
      },
      logFile: layout.logFile(id),
    });
  }
}

/** Waits until every server of a chaincode accepts connections. */
export async function awaitChaincodeServers(
  chaincode: ChaincodeSpec,
  packaged: readonly PackagedChaincode[],
  layout: Layout,
): Promise<void> {
  await Promise.all(
    packaged.map(({ peer }) => {
      const log = layout.logFile(`chaincode-${chaincode.name}-${peer.organization}`);
      return waitUntil(() => tryConnect(peer.chaincodePorts[chaincode.name] ?? 0), {
        what: `chaincode ${chaincode.name} of ${peer.organization}, see ${log}`,
        timeoutMs: READY_MS,
      });
    }),
  );
}
