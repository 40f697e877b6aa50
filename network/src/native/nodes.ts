// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import type { Layout } from './layout.js';
import { ordererConfig } from './orderer-config.js';
import { peerConfig } from './peer-config.js';
import { tryConnect } from './ports.js';
import type { FabricInstallation } from './programs.js';
import { peerProgram, portsOfProgram, type PeerNode, type Topology } from './topology.js';
import { tuned, type Tuning } from './tuning.js';

const READY_MS = 120_000;

/** The external builder is a Node program: this Node must be found even where it is not on the user's PATH. */
function pathWithNode(): string {
  return [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
}

/**
 * What the builder fills a package's address with, named as fabric-samples' test-network names its containers; and the
 * loopback address that stands for the containers of this peer.
 */
function builderEnvironment({ organization }: PeerNode, place: number): Record<string, string> {
  return {
    CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG: JSON.stringify({ peername: `peer0${organization}` }),
    CHAINCODE_CONTAINERS_AT: containerAddress(place),
  };
}

/** Where chaincode servers that would be containers of the peer at this place of the topology listen. */
export function containerAddress(place: number): string {
  return `127.0.0.${place + 11}`;
}

/** What of the nodes may differ between networks. */
export interface NodeStyle {
  /** Fabric's logging specification; `warning` by default. */
  readonly loggingSpec?: string | undefined;
  readonly tuning?: Tuning | undefined;
}

/** Starts the orderers and peers, and waits until each of them accepts connections. */
export async function startNodes(
  topology: Topology,
  layout: Layout,
  { programs, major }: FabricInstallation,
  supervisor: Supervisor,
  { loggingSpec = 'warning', tuning = {} }: NodeStyle,
): Promise<void> {
  for (const orderer of topology.orderers) {
    const dir = layout.node(orderer.name);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const config = tuned(ordererConfig(orderer, topology.ordererOrganization.mspId, layout, major), tuning.orderer);
    await writeWhole(join(dir, 'orderer.yaml'), JSON.stringify(config), 0o600);
    supervisor.start({
      id: orderer.name,
      command: programs.orderer,
      cwd: dir,
      env: { FABRIC_CFG_PATH: dir, FABRIC_LOGGING_SPEC: loggingSpec, ...tuning.env },
      logFile: layout.logFile(orderer.name),
    });
  }
  for (const [place, peer] of topology.peers.entries()) {
    const id = peerProgram(peer.organization);
    const dir = layout.node(id);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const config = tuned(peerConfig(peer, layout, topology.orderers, major), tuning.peer);
    await writeWhole(join(dir, 'core.yaml'), JSON.stringify(config), 0o600);
    supervisor.start({
      id,
      command: programs.peer,
      args: ['node', 'start'],
      cwd: dir,
      env: {
        FABRIC_CFG_PATH: dir,
        FABRIC_LOGGING_SPEC: loggingSpec,
        PATH: pathWithNode(),
        ...builderEnvironment(peer, place),
        ...tuning.env,
      },
      logFile: layout.logFile(id),
    });
  }
  const nodes = [
    ...topology.orderers.map(({ name }) => name),
    ...topology.peers.map(({ organization }) => peerProgram(organization)),
  ];
  await Promise.all(
    nodes.flatMap((id) => portsOfProgram(topology, id).map((port) => awaitProgram(id, port, supervisor))),
  );
}

/** Waits until a program accepts connections at a port. */
export function awaitProgram(id: string, port: number, supervisor: Supervisor): Promise<void> {
  return waitUntil(() => tryConnect(port), { what: id, timeoutMs: READY_MS, giveUp: () => supervisor.failureOf(id) });
}
