// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { ChannelMember } from '../chaincode/channel-member.js';
import { adminOf, type Layout } from './layout.js';
import type { PeerNode } from './topology.js';

/** A peer of a native network as its organisation's administrator meets it. */
export function memberOf(peer: PeerNode, layout: Layout): ChannelMember {
  return {
    organization: peer.organization,
    mspId: peer.mspId,
    address: `127.0.0.1:${peer.port}`,
    host: peer.host,
    tlsCaCertFile: join(layout.peer(peer), 'tls', 'ca.crt'),
    adminMsp: join(adminOf(layout.peerOrganization(peer.domain), peer.domain), 'msp'),
  };
}
