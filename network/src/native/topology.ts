// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import { serverId } from '../chaincode/chaincode-servers.js';
import { NetworkError } from '../network-error.js';
import { freePorts } from './ports.js';

/** An organisation that runs a peer. */
export interface OrganizationSpec {
  /** Short lower-case name, e.g. `operator`. */
  readonly name: string;
  readonly mspId: string;
  /** DNS domain of its nodes; `<name>.localhost` by default. */
  readonly domain?: string | undefined;
  /** Any free port by default, kept for later starts. */
  readonly peerPort?: number | undefined;
  /** Where its chaincodes call its peer; any free port by default. */
  readonly chaincodePort?: number | undefined;
  /** Of its certificate authority; the one that all share by default. */
  readonly caPort?: number | undefined;
}

/** Who makes the nodes' certificates: Fabric CA, or `cryptogen` at once for all. People are certified by Fabric CA. */
export type Crypto = 'ca' | 'cryptogen';

/** The organisation that runs the orderers. */
export interface OrdererOrganizationSpec {
  readonly name: string;
  readonly mspId: string;
  /** `<name>.localhost` by default. */
  readonly domain?: string | undefined;
  readonly caPort?: number | undefined;
}

/** An orderer with everything about it given. */
export interface OrdererSpec {
  /** Its host name is `<name>.<domain>`. */
  readonly name: string;
  readonly port: number;
  readonly adminPort: number;
}

/** What is to be connected with what. */
export interface TopologySpec {
  readonly organizations: readonly OrganizationSpec[];
  readonly channel: string;
  /** Chaincodes that will be deployed; each organisation serves each at a port of its own. */
  readonly chaincodes: readonly string[];
  /** Raft orderers, or how many at free ports; three by default, one for small machines. */
  readonly orderers?: number | readonly OrdererSpec[] | undefined;
  /** The organisation that runs them; `orderer` with `OrdererMSP` by default. */
  readonly ordererOrganization?: OrdererOrganizationSpec | undefined;
  /** Port that the authorities without one of their own share; any free one by default. */
  readonly caPort?: number | undefined;
  /** `ca` by default. */
  readonly crypto?: Crypto | undefined;
}

/** A peer with its organisation. */
export interface PeerNode {
  readonly organization: string;
  readonly mspId: string;
  readonly domain: string;
  /** Name in its TLS certificate. */
  readonly host: string;
  readonly port: number;
  /** For peers that call each other without TLS on loopback: where this one's chaincodes call it. */
  readonly chaincodePort: number;
  /** Where each chaincode of this organisation listens. */
  readonly chaincodePorts: Readonly<Record<string, number>>;
  readonly caPort: number;
}

/** An orderer. */
export interface OrdererNode {
  readonly name: string;
  readonly domain: string;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
}

/** Who is where. Written to the state directory on the first start and read from it on every later one. */
export interface Topology {
  readonly channel: string;
  readonly peers: readonly PeerNode[];
  readonly ordererOrganization: Required<{
    [K in keyof OrdererOrganizationSpec]: NonNullable<OrdererOrganizationSpec[K]>;
  }>;
  readonly orderers: readonly OrdererNode[];
  readonly crypto: Crypto;
}

const NAME = /^[a-z][A-Za-z0-9-]{0,30}$/;
const MSP_ID = /^[A-Za-z][A-Za-z0-9.-]{0,60}$/;
const CHANNEL = /^[a-z][a-z0-9.-]{0,248}$/;

function refuse(message: string): NetworkError {
  return new NetworkError('BAD_TOPOLOGY', message);
}

function requireDistinct(what: string, values: readonly string[]): void {
  const repeated = values.find((value, i) => values.indexOf(value) !== i);
  if (repeated !== undefined) {
    throw refuse(`organizations: ${what} ${repeated} is there twice`);
  }
}

function checkSpec(spec: TopologySpec, orderer: OrdererOrganizationSpec): void {
  const all = [...spec.organizations, orderer];
  for (const { name, mspId } of all) {
    if (!NAME.test(name) || !MSP_ID.test(mspId)) {
      throw refuse(`organizations: name ${name} or mspId ${mspId} has characters or a length that Fabric refuses`);
    }
  }
  requireDistinct(
    'name',
    all.map(({ name }) => name),
  );
  requireDistinct(
    'mspId',
    all.map(({ mspId }) => mspId),
  );
  if (spec.organizations.length === 0) {
    throw refuse('organizations: at least one is needed');
  }
  if (!CHANNEL.test(spec.channel)) {
    throw refuse(`channel: ${spec.channel} is no channel name (lower-case letters, digits, dots and dashes)`);
  }
  const orderers = ordererCount(spec);
  if (!Number.isInteger(orderers) || orderers < 1 || orderers > 9) {
    throw refuse(`orderers: ${orderers} is not a number from 1 to 9`);
  }
}

function ordererCount({ orderers = 3 }: TopologySpec): number {
  return typeof orderers === 'number' ? orderers : orderers.length;
}

function ordererSpecs({ orderers = 3 }: TopologySpec, take: () => number): readonly OrdererSpec[] {
  return typeof orderers === 'number'
    ? Array.from({ length: orderers }, (_, i) => ({ name: `orderer${i + 1}`, port: take(), adminPort: take() }))
    : orderers;
}

/** Gives every node its name and a port of its own; throws {@link NetworkError} `BAD_TOPOLOGY` for a bad `spec`. */
export async function planTopology(spec: TopologySpec): Promise<Topology> {
  const ordering = spec.ordererOrganization ?? { name: 'orderer', mspId: 'OrdererMSP' };
  checkSpec(spec, ordering);
  const perPeer = 2 + spec.chaincodes.length;
  const pool = await freePorts(spec.organizations.length * perPeer + ordererCount(spec) * 2 + 1);
  const take = (): number => pool.shift() ?? 0;
  const domain = ordering.domain ?? `${ordering.name}.localhost`;
  const sharedCaPort = spec.caPort ?? take();
  return {
    channel: spec.channel,
    peers: spec.organizations.map((organization) => {
      const peerDomain = organization.domain ?? `${organization.name}.localhost`;
      return {
        organization: organization.name,
        mspId: organization.mspId,
        domain: peerDomain,
        host: `peer0.${peerDomain}`,
        port: organization.peerPort ?? take(),
        chaincodePort: organization.chaincodePort ?? take(),
        chaincodePorts: Object.fromEntries(spec.chaincodes.map((chaincode) => [chaincode, take()])),
        caPort: organization.caPort ?? sharedCaPort,
      };
    }),
    ordererOrganization: { ...ordering, domain, caPort: ordering.caPort ?? sharedCaPort },
    orderers: ordererSpecs(spec, take).map((orderer) => ({ ...orderer, domain, host: `${orderer.name}.${domain}` })),
    crypto: spec.crypto ?? 'ca',
  };
}

/** What must not change between starts: everything that the channel's first block holds. */
function fingerprint(topology: Topology): string {
  const { channel, peers, orderers, ordererOrganization, crypto } = topology;
  return JSON.stringify([
    channel,
    crypto,
    ordererOrganization.mspId,
    orderers.length,
    peers.map(({ organization, mspId, domain }) => [organization, mspId, domain]),
  ]);
}

/** The stored topology with ports for chaincodes that are new. */
async function withChaincodes(stored: Topology, chaincodes: readonly string[]): Promise<Topology> {
  const added = chaincodes.filter((name) => stored.peers.some((peer) => peer.chaincodePorts[name] === undefined));
  const pool = await freePorts(added.length * stored.peers.length);
  const peers = stored.peers.map((peer) => ({
    ...peer,
    chaincodePorts: {
      ...peer.chaincodePorts,
      ...Object.fromEntries(added.map((name) => [name, peer.chaincodePorts[name] ?? pool.shift() ?? 0])),
    },
  }));
  return { ...stored, peers };
}

/**
 * The topology kept in `stateDir`, or a new one written there.
 * Throws {@link NetworkError} `STATE_MISMATCH` when the state is that of another network.
 */
export async function openTopology(stateDir: string, spec: TopologySpec): Promise<Topology> {
  const file = join(stateDir, 'topology.json');
  const text = await readIfPresent(file);
  const planned = await planTopology(spec);
  if (text === undefined) {
    await writeWhole(file, `${JSON.stringify(planned, null, 2)}\n`, 0o600);
    return planned;
  }
  const stored = await withChaincodes(parseTopology(file, text), spec.chaincodes);
  if (fingerprint(stored) !== fingerprint(planned)) {
    throw new NetworkError(
      'STATE_MISMATCH',
      `${stateDir} holds a network with other organisations, orderers, another channel or certificates from elsewhere; use another directory, or delete it to start anew`,
    );
  }
  await writeWhole(file, `${JSON.stringify(stored, null, 2)}\n`, 0o600);
  return stored;
}

/** The name of an organisation's peer among the programs. */
export function peerProgram(organization: string): string {
  return `peer-${organization}`;
}

/** Where an orderer, a peer or a chaincode server takes calls, by its name among the programs. */
export function portsOfProgram({ peers, orderers }: Topology, program: string): number[] {
  const ports = new Map<string, number[]>([
    ...orderers.map(({ name, port, adminPort }): [string, number[]] => [name, [port, adminPort]]),
    ...peers.map(({ organization, port }): [string, number[]] => [peerProgram(organization), [port]]),
    ...peers.flatMap(({ organization, chaincodePorts }) =>
      Object.entries(chaincodePorts).map(([name, port]): [string, number[]] => [serverId(name, organization), [port]]),
    ),
  ]);
  return ports.get(program) ?? [];
}

/** Every port that certificate authorities listen on, each once. */
export function authorityPorts({ ordererOrganization, peers, crypto }: Topology): number[] {
  const own = crypto === 'ca' ? [ordererOrganization.caPort] : [];
  return [...new Set([...own, ...peers.map(({ caPort }) => caPort)])];
}

/** The topology of a state directory as a start has left it. @throws NetworkError `STATE_MISMATCH` if there is none. */
export async function readTopology(stateDir: string): Promise<Topology> {
  const text = await readIfPresent(join(stateDir, 'topology.json'));
  if (text === undefined) {
    throw new NetworkError('STATE_MISMATCH', `${stateDir} holds no network: nothing has been started there`);
  }
  return parseTopology(join(stateDir, 'topology.json'), text);
}

function parseTopology(file: string, text: string): Topology {
  try {
    const topology = JSON.parse(text) as Topology;
    portsOf(topology); // walks through everything that a topology has
    return topology;
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new NetworkError(
      'STATE_MISMATCH',
      `${file} is not the description of a network that a start has written (${found}); restore it, or remove its folder to start anew`,
      { cause },
    );
  }
}

/** Every port the network listens on, with what it is for. */
export function portsOf(topology: Topology): Map<string, number> {
  return new Map<string, number>([
    ...authorityPorts(topology).map((port): [string, number] => [`certificate authorities at ${port}`, port]),
    ...topology.orderers.flatMap(({ name, port, adminPort }): [string, number][] => [
      [name, port],
      [`${name}, administration`, adminPort],
    ]),
    ...topology.peers.flatMap((peer): [string, number][] => [
      [`peer of ${peer.organization}`, peer.port],
      [`peer of ${peer.organization}, for chaincode`, peer.chaincodePort],
      ...Object.entries(peer.chaincodePorts).map(([name, port]): [string, number] => [
        `chaincode ${name} of ${peer.organization}`,
        port,
      ]),
    ]),
  ]);
}
