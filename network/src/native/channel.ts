// SPDX-License-Identifier: Apache-2.0
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from '@wattpass/devpeer/msp';
import type { ChannelMember } from '../chaincode/channel-member.js';
import type { PeerCommand } from '../chaincode/peer-command.js';
import { NetworkError } from '../network-error.js';
import { runProgram } from '../process/run-program.js';
import { waitUntil } from '../wait-until.js';
import { CHANNEL_PROFILE, channelConfig, type ChannelStyle } from './channel-config.js';
import type { Layout } from './layout.js';

import type { FabricInstallation, Programs } from './programs.js';
import type { OrdererNode, Topology } from './topology.js';

const JOIN_MS = 120_000;

/** Makes the channel's first block, once. */
export async function writeGenesisBlock(
  topology: Topology,
  layout: Layout,
  fabric: FabricInstallation,
  style: ChannelStyle,
): Promise<void> {
  if ((await readIfPresent(layout.genesisBlock)) !== undefined) {
    return;
  }
  const dir = layout.channelConfig;
  await mkdir(dir, { recursive: true });
  const config = channelConfig(topology, layout, fabric.major, style);
  await writeWhole(join(dir, 'configtx.yaml'), JSON.stringify(config, null, 2), 0o644);
  const draft = `${layout.genesisBlock}.new`;
  const args = ['-configPath', dir, '-profile', CHANNEL_PROFILE, '-channelID', topology.channel, '-outputBlock', draft];
  await runProgram(fabric.programs.configtxgen, args, { env: { FABRIC_CFG_PATH: dir } });
  await rename(draft, layout.genesisBlock);
}

/** Turns the refusal to join once more into success. */
async function unlessJoined(join: Promise<unknown>, alreadyJoined: RegExp): Promise<void> {
  try {
    await join;
  } catch (error) {
    if (!(error instanceof NetworkError && alreadyJoined.test(error.message))) {
      throw error;
    }
  }
}

async function joinOrderer(orderer: OrdererNode, channel: string, layout: Layout, programs: Programs): Promise<void> {
  const tls = (file: string): string => join(layout.orderer(orderer), 'tls', file);
  const connection = [
    ...['--orderer-address', `127.0.0.1:${orderer.adminPort}`],
    ...['--ca-file', tls('ca.crt'), '--client-cert', tls('server.crt'), '--client-key', tls('server.key')],
  ];
  const args = ['channel', 'join', '--channelID', channel, '--config-block', layout.genesisBlock, ...connection];
  const { stdout } = await runProgram(programs.osnadmin, args);
  // The program ends well whatever the orderer answers.
  if (!/Status: (201|405)/.test(stdout)) {
    throw new NetworkError('PROGRAM_FAILED', `${orderer.name} did not join ${channel}: ${stdout.trim()}`);
  }
}

function joinPeer(member: ChannelMember, layout: Layout, peerCommand: PeerCommand): Promise<void> {
  const joining = peerCommand(member, ['channel', 'join', '--blockpath', layout.genesisBlock]);
  return unlessJoined(joining, /already exists/);
}

/** Lets every orderer and peer join the channel; those that have joined before stay as they are. */
export async function joinChannel(
  topology: Topology,
  layout: Layout,
  programs: Programs,
  members: readonly ChannelMember[],
  peerCommand: PeerCommand,
): Promise<void> {
  const patience = (what: string): { what: string; timeoutMs: number; intervalMs: number } => ({
    what: `${what} joining channel ${topology.channel}`,
    timeoutMs: JOIN_MS,
    intervalMs: 300,
  });
  await Promise.all([
    ...topology.orderers.map((orderer) =>
      waitUntil(() => joinOrderer(orderer, topology.channel, layout, programs), patience(orderer.name)),
    ),
    ...members.map((member) =>
      waitUntil(() => joinPeer(member, layout, peerCommand), patience(`peer of ${member.organization}`)),
    ),
  ]);
}
