// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { runProgram, type ProgramOutput } from '../process/run-program.js';
import type { Layout } from './layout.js';
import type { Programs } from './programs.js';
import type { PeerNode } from './topology.js';

/** Runs the `peer` program as an organisation's admin against its own peer. */
export type PeerCommand = (peer: PeerNode, args: readonly string[]) => Promise<ProgramOutput>;

/** Creates the runner for a network. */
export function peerCommand(layout: Layout, programs: Programs): PeerCommand {
  return (peer, args) => {
    const dir = layout.peer(peer.organization);
    return runProgram(programs.peer, args, {
      cwd: dir,
      env: {
        FABRIC_CFG_PATH: dir,
        FABRIC_LOGGING_SPEC: 'warning',
        CORE_PEER_MSPCONFIGPATH: join(layout.admin(peer.organization), 'msp'),
        CORE_PEER_LOCALMSPID: peer.mspId,
        CORE_PEER_ADDRESS: `127.0.0.1:${peer.port}`,
        CORE_PEER_TLS_ENABLED: 'true',
        CORE_PEER_TLS_ROOTCERT_FILE: join(dir, 'tls', 'ca.pem'),
      },
    });
  };
}
