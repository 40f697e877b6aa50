// SPDX-License-Identifier: Apache-2.0
import type { ChannelMember } from '../chaincode/channel-member.js';
import type { PeerCommand } from '../chaincode/peer-command.js';
import { NetworkError } from '../network-error.js';

/**
 * Looks whether each organisation's peer is on the channel and takes its administrator, whom the folder names, for one.
 * @throws NetworkError `NOT_READY` for a channel that a peer has not joined, `STATE_MISMATCH` for a foreign administrator.
 */
export async function requireMembership(
  members: readonly ChannelMember[],
  channel: string,
  peerCommand: PeerCommand,
): Promise<void> {
  await Promise.all(
    members.map(async (member) => {
      try {
        await peerCommand(member, ['channel', 'getinfo', '-c', channel]);
      } catch (cause) {
        throw refusalOf(member, channel, cause);
      }
    }),
  );
}

function refusalOf({ organization, address, adminMsp }: ChannelMember, channel: string, cause: unknown): unknown {
  const found = cause instanceof Error ? cause.message : String(cause);
  const peer = `the peer of ${organization} at ${address}`;
  if (/Invalid chain ID|channel '.*' not found/.test(found)) {
    const text = `${peer} has not joined the channel ${channel}.\nMake it: ./network.sh createChannel -c ${channel}; or name the one that is there with --channel`;
    return new NetworkError('NOT_READY', text, { cause });
  }
  if (/creator|access denied|Failed evaluating policy/i.test(found)) {
    const text = `${peer} does not know the administrator whose certificate is in ${adminMsp} (${lastLine(found)}).\nThe folder is not that of the network that runs: give that one, or bring this one up anew`;
    return new NetworkError('STATE_MISMATCH', text, { cause });
  }
  return cause;
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) ?? text;
}
