// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { awaitChaincodeServers, packageForAll, startChaincodeServers } from '../chaincode/chaincode-servers.js';
import type { ChaincodeSpec } from '../chaincode/chaincode-spec.js';
import { deployChaincode } from '../chaincode/lifecycle.js';
import { Supervisor } from '../process/supervisor.js';
import { authorityName, REGISTRAR_ID } from './ca-server-config.js';
import { startCertificateAuthorities, type CertificateAuthorities } from './certificate-authorities.js';
import type { BatchSpec } from './channel-config.js';
import { joinChannel, writeGenesisBlock } from './channel.js';
import { awaitEndorsers } from './discovery.js';
import { layoutOf, type Layout } from './layout.js';
import { startNodes } from './nodes.js';
import { peerCommand } from './peer-command.js';
import { requireFreePorts } from './ports.js';
import { findFabric } from './programs.js';
import { openTopology, portsOf, type OrganizationSpec, type Topology } from './topology.js';

/** What network to bring up, and where its state lives. */
export interface NativeNetworkOptions extends BatchSpec {
  readonly stateDir: string;
  readonly organizations: readonly OrganizationSpec[];
  readonly channel: string;
  readonly chaincodes: readonly ChaincodeSpec[];
  /** Raft orderers; three by default. */
  readonly orderers?: number | undefined;
  /** Port of the certificate authorities; any free one by default. */
  readonly caPort?: number | undefined;
  /** Fabric's logging specification; `warning` by default. */
  readonly loggingSpec?: string | undefined;
  /** Receives one line for each step, and for each program that ends unexpectedly. */
  readonly log?: ((line: string) => void) | undefined;
}

/** What a client of one organisation needs to reach its peer and its certificate authority. */
export interface NativeOrganization {
  readonly name: string;
  readonly mspId: string;
  readonly peerEndpoint: string;
  readonly tlsCaCertFile: string;
  readonly tlsServerName: string;
  readonly ca: {
    readonly url: string;
    readonly caName: string;
    readonly tlsCaCertFile: string;
    readonly registrarId: string;
    readonly registrarSecretFile: string;
  };
}

/** A running network. */
export interface NativeNetwork {
  /** As Fabric's peer says it, e.g. `v3.1.5`. */
  readonly fabricVersion: string;
  readonly channel: string;
  readonly organizations: readonly NativeOrganization[];
  readonly logDir: string;
  /** Process identifiers by program, e.g. `peer-operator`, `orderer1`, `ca`, `chaincode-<name>-operator`. */
  readonly pids: ReadonlyMap<string, number>;
  /** Kills one program by the name it has in `pids`; it is then started again. */
  kill(program: string): void;
  /** Ends every program; the state stays and the next start goes on from it. */
  stop(): Promise<void>;
}

function describe(topology: Topology, layout: Layout, authorities: CertificateAuthorities): NativeOrganization[] {
  return topology.peers.map((peer) => ({
    name: peer.organization,
    mspId: peer.mspId,
    peerEndpoint: `127.0.0.1:${peer.port}`,
    tlsCaCertFile: join(layout.peer(peer.organization), 'tls', 'ca.pem'),
    tlsServerName: peer.host,
    ca: {
      url: authorities.url,
      caName: authorityName(peer.organization),
      tlsCaCertFile: authorities.tlsCaCertFile,
      registrarId: REGISTRAR_ID,
      registrarSecretFile: layout.registrarSecret(peer.organization),
    },
  }));
}

/**
 * Brings up a real Fabric network on this machine without Docker: a Fabric CA server with an authority for every
 * organisation, Raft orderers, a peer for every organisation, one channel, and chaincode as a service.
 *
 * The first start creates everything under `stateDir`; later ones go on from there, and deploy what has changed.
 * When it resolves, every peer knows endorsers of all organisations. Throws {@link NetworkError}; what had been
 * started by then is ended. All programs end with this process, however it ends.
 */
export async function startNativeNetwork(options: NativeNetworkOptions): Promise<NativeNetwork> {
  const log = options.log ?? (() => undefined);
  const fabric = await findFabric();
  const layout = layoutOf(resolve(options.stateDir));
  await mkdir(layout.logs, { recursive: true, mode: 0o700 });
  const chaincodeNames = options.chaincodes.map(({ name }) => name);
  const topology = await openTopology(layout.stateDir, { ...options, chaincodes: chaincodeNames });
  await requireFreePorts(portsOf(topology));

  const supervisor = new Supervisor(log);
  try {
    log(`Fabric ${fabric.version}: certificate authorities`);
    const authorities = await startCertificateAuthorities(topology, layout, fabric.programs, supervisor);
    log(`${topology.orderers.length} orderers and ${topology.peers.length} peers on channel ${topology.channel}`);
    await writeGenesisBlock(topology, layout, fabric, options);
    await startNodes(topology, layout, fabric.programs, supervisor, options.loggingSpec ?? 'warning');
    const command = peerCommand(layout, fabric.programs);
    await joinChannel(topology, layout, fabric.programs, command);
    for (const chaincode of options.chaincodes) {
      log(`chaincode ${chaincode.name} ${chaincode.version}`);
      const packaged = await packageForAll(chaincode, topology.peers, layout);
      startChaincodeServers(chaincode, packaged, layout, supervisor);
      await deployChaincode({ topology, layout, peerCommand: command }, chaincode, packaged);
      await awaitChaincodeServers(chaincode, packaged, layout);
    }
    log('peers finding each other');
    await awaitEndorsers(topology, options.chaincodes, layout);
    log('ready');
    return {
      fabricVersion: fabric.version,
      channel: topology.channel,
      organizations: describe(topology, layout, authorities),
      logDir: layout.logs,
      get pids() {
        return supervisor.pids;
      },
      kill: (program) => {
        supervisor.kill(program);
      },
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}
