// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { committedSequence } from '../chaincode/lifecycle.js';
import { openPeerCommand, type PeerCommand } from '../chaincode/peer-command.js';
import type { ChannelMember } from '../chaincode/channel-member.js';
import { layoutOf } from './layout.js';
import { memberOf } from './member-of.js';
import { isPortFree } from './ports.js';
import { findFabric } from './programs.js';
import { portsOf, readTopology } from './topology.js';

/** A peer's own account of the channel. */
export interface PeerView {
  readonly organization: string;
  readonly endpoint: string;
  /** Blocks it has; undefined where it does not answer, and `problem` says why. */
  readonly height?: number;
  /** Base64 hash of its last block's header. */
  readonly currentBlockHash?: string;
  readonly problem?: string;
}

/** A native network as it is found. */
export interface NetworkView {
  readonly fabricVersion: string;
  readonly channel: string;
  /** Every port with its use, and whether somebody listens there. */
  readonly ports: readonly { readonly use: string; readonly port: number; readonly isOpen: boolean }[];
  readonly peers: readonly PeerView[];
  /** Number of the chaincode's committed definition; 0 if there is none, undefined if no peer says. */
  readonly sequence?: number;
}

/** Asks a network's ports and peers how they are, from its state directory. */
export async function inspectNetwork(stateDir: string, chaincode: string): Promise<NetworkView> {
  const fabric = await findFabric();
  const layout = layoutOf(resolve(stateDir));
  const topology = await readTopology(layout.stateDir);
  const peerCommand = await openPeerCommand(fabric.programs.peer, layout.node('client'));
  const ports = await Promise.all(
    [...portsOf(topology)].map(async ([use, port]) => ({ use, port, isOpen: !(await isPortFree(port)) })),
  );
  const isUp = (port: number): boolean => ports.some((each) => each.port === port && each.isOpen);
  const members = topology.peers.filter(({ port }) => isUp(port)).map((peer) => memberOf(peer, layout));
  const answers = await Promise.all(members.map((member) => askPeer(member, topology.channel, peerCommand)));
  const down = topology.peers
    .filter(({ port }) => !isUp(port))
    .map(({ organization, port }) => ({
      organization,
      endpoint: `127.0.0.1:${port}`,
      problem: 'nobody listens at its port',
    }));
  const [first] = members.filter((_, i) => answers[i]?.height !== undefined);
  return {
    fabricVersion: fabric.version,
    channel: topology.channel,
    ports,
    peers: [...answers, ...down],
    ...(first === undefined
      ? {}
      : { sequence: await committedSequence({ channel: topology.channel, members: [first], peerCommand }, chaincode) }),
  };
}

async function askPeer(member: ChannelMember, channel: string, peerCommand: PeerCommand): Promise<PeerView> {
  const { organization, address: endpoint } = member;
  try {
    const { stdout } = await peerCommand(member, ['channel', 'getinfo', '-c', channel]);
    const text = stdout.slice(stdout.indexOf('{'));
    const { height, currentBlockHash } = JSON.parse(text) as { height: number; currentBlockHash: string };
    return { organization, endpoint, height, currentBlockHash };
  } catch (error) {
    return { organization, endpoint, problem: error instanceof Error ? error.message : String(error) };
  }
}
