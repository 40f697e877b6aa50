// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  awaitChaincodeServers,
  serverId,
  startChaincodeServers,
  writePackage,
  type ServedChaincode,
} from '../chaincode/chaincode-servers.js';
import type { ChaincodeSpec } from '../chaincode/chaincode-spec.js';
import type { ChannelMember } from '../chaincode/channel-member.js';
import { awaitEndorsers } from '../chaincode/discovery.js';
import { awaitFirstAnswers } from '../chaincode/first-answer.js';
import { deployChaincode, type Deployment, type LifecycleContext } from '../chaincode/lifecycle.js';
import { openPeerCommand } from '../chaincode/peer-command.js';
import { Supervisor } from '../process/supervisor.js';
import type { Registrar } from './ca-server-config.js';
import { authorityAccess, type AuthorityAccess, type RunningAuthority } from './certificate-authorities.js';
import type { ChannelStyle } from './channel-config.js';
import { requireWholeState } from './check-state.js';
import { joinChannel, writeGenesisBlock } from './channel.js';
import { layoutOf, type Layout } from './layout.js';
import { memberOf } from './member-of.js';
import { awaitProgram, startNodes, type NodeStyle } from './nodes.js';
import { requireFreePorts } from './ports.js';
import { provideCertificates } from './provide-certificates.js';
import { findFabric } from './programs.js';
import {
  openTopology,
  portsOf,
  portsOfProgram,
  type Crypto,
  type OrdererOrganizationSpec,
  type OrdererSpec,
  type OrganizationSpec,
  type Topology,
} from './topology.js';

/** What network to bring up, and where its state lives. */
export interface NativeNetworkOptions extends ChannelStyle, NodeStyle {
  readonly stateDir: string;
  readonly organizations: readonly OrganizationSpec[];
  readonly channel: string;
  readonly chaincodes: readonly ChaincodeSpec[];
  /** Raft orderers; three at free ports by default. */
  readonly orderers?: number | readonly OrdererSpec[] | undefined;
  readonly ordererOrganization?: OrdererOrganizationSpec | undefined;
  /** Port of the certificate authorities; any free one by default. */
  readonly caPort?: number | undefined;
  /** Who makes the nodes' certificates; Fabric CA by default. */
  readonly crypto?: Crypto | undefined;
  /** Who registers people at every authority; `registrar` with a random secret by default. */
  readonly registrar?: Registrar | undefined;
  /** How long a chaincode may take until it first answers, in milliseconds; a minute and a half by default. */
  readonly firstAnswerMs?: number | undefined;
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
  readonly ca: AuthorityAccess;
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
  /** Kills one program and keeps it down until {@link resume}; resolves when it has ended. */
  halt(program: string): Promise<void>;
  /** Starts a halted program again; resolves when it accepts connections (an authority's server: at once). */
  resume(program: string): Promise<void>;
  /** Deploys a chaincode, in place of one of its name; its servers are started anew. */
  deploy(chaincode: ChaincodeSpec): Promise<Deployment>;
  /** Ends every program; the state stays and the next start goes on from it. */
  stop(): Promise<void>;
}

function describe(
  topology: Topology,
  members: readonly ChannelMember[],
  authorities: ReadonlyMap<string, RunningAuthority>,
): NativeOrganization[] {
  return topology.peers.flatMap(({ organization }, i) => {
    const member = members[i];
    const authority = authorities.get(organization);
    if (member === undefined || authority === undefined) {
      return [];
    }
    return [
      {
        name: organization,
        mspId: member.mspId,
        peerEndpoint: member.address,
        tlsCaCertFile: member.tlsCaCertFile,
        tlsServerName: member.host,
        ca: authorityAccess(authority),
      },
    ];
  });
}

async function lifecycleContext(topology: Topology, layout: Layout, peerProgram: string): Promise<LifecycleContext> {
  const [orderer] = topology.orderers;
  if (orderer === undefined) {
    throw new Error('a topology has an orderer');
  }
  return {
    channel: topology.channel,
    members: topology.peers.map((peer) => memberOf(peer, layout)),
    orderer: {
      address: `127.0.0.1:${orderer.port}`,
      tlsCaCertFile: join(layout.orderer(orderer), 'tls', 'ca.crt'),
      host: orderer.host,
    },
    peerCommand: await openPeerCommand(peerProgram, layout.node('client')),
    workDir: layout.node('client'),
    deploymentsFile: layout.deployments,
  };
}

/** Packages, serves and deploys a chaincode; servers of an earlier version give way. */
async function deploy(
  chaincode: ChaincodeSpec,
  { topology, layout, context, supervisor }: Started,
): Promise<Deployment> {
  const served: ServedChaincode[] = [];
  const packages = await Promise.all(
    topology.peers.map(async (peer, i) => {
      const address = `127.0.0.1:${peer.chaincodePorts[chaincode.name] ?? 0}`;
      const file = layout.chaincodePackage(chaincode.name, peer.organization);
      const packaged = await writePackage(chaincode, context.members[i] ?? memberOf(peer, layout), address, file);
      served.push({ organization: peer.organization, mspId: peer.mspId, packageId: packaged.packageId, address });
      return packaged;
    }),
  );
  await Promise.all(topology.peers.map(({ organization }) => supervisor.end(serverId(chaincode.name, organization))));
  startChaincodeServers(chaincode, served, supervisor, layout.logFile);
  const deployment = await deployChaincode(context, chaincode, packages);
  await awaitChaincodeServers(chaincode, served, supervisor);
  return deployment;
}

/** Waits until every peer has had an answer from its chaincode, and knows who else endorses it. */
async function awaitService(
  chaincodes: readonly ChaincodeSpec[],
  context: LifecycleContext,
  firstAnswerMs: number | undefined,
): Promise<void> {
  const { channel, members } = context;
  await Promise.all([
    awaitEndorsers(channel, members, chaincodes),
    awaitFirstAnswers(context, chaincodes, firstAnswerMs),
  ]);
}

interface Started {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly context: LifecycleContext;
  readonly supervisor: Supervisor;
}

async function resume(program: string, { topology, supervisor }: Started): Promise<void> {
  supervisor.resume(program);
  await Promise.all(portsOfProgram(topology, program).map((port) => awaitProgram(program, port, supervisor)));
}

/**
 * Brings up a real Fabric network on this machine without Docker: Fabric CA with an authority for every organisation,
 * Raft orderers, a peer for every organisation, one channel, and chaincode as a service.
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
  await requireWholeState(topology, layout);
  await requireFreePorts(portsOf(topology));

  const supervisor = new Supervisor(log);
  try {
    log(`Fabric ${fabric.version}: certificate authorities`);
    const authorities = await provideCertificates({
      topology,
      layout,
      fabric,
      supervisor,
      registrar: options.registrar,
    });
    log(`${topology.orderers.length} orderers and ${topology.peers.length} peers on channel ${topology.channel}`);
    await writeGenesisBlock(topology, layout, fabric, options);
    await startNodes(topology, layout, fabric, supervisor, options);
    const context = await lifecycleContext(topology, layout, fabric.programs.peer);
    await joinChannel(topology, layout, fabric.programs, context.members, context.peerCommand);
    let started: Started = { topology, layout, context, supervisor };
    for (const chaincode of options.chaincodes) {
      log(`chaincode ${chaincode.name} ${chaincode.version}`);
      await deploy(chaincode, started);
    }
    log('peers finding each other');
    await awaitService(options.chaincodes, context, options.firstAnswerMs);
    log('ready');
    return {
      fabricVersion: fabric.version,
      channel: topology.channel,
      organizations: describe(topology, context.members, authorities),
      logDir: layout.logs,
      get pids() {
        return supervisor.pids;
      },
      kill: (program) => {
        supervisor.kill(program);
      },
      halt: (program) => supervisor.halt(program),
      resume: (program) => resume(program, started),
      deploy: async (chaincode) => {
        const chaincodes = [chaincode.name]; // one that is new here needs ports
        started = { ...started, topology: await openTopology(layout.stateDir, { ...options, chaincodes }) };
        const deployment = await deploy(chaincode, started);
        await awaitService([chaincode], context, options.firstAnswerMs);
        return deployment;
      },
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}
