// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';
import { runProgram, type ProgramOutput } from '../process/run-program.js';
import type { ChannelMember } from './channel-member.js';

/** Runs the `peer` program as an organisation's administrator against its own peer. */
export type PeerCommand = (member: ChannelMember, args: readonly string[]) => Promise<ProgramOutput>;

/** What the program wants to find in its configuration; everything else comes from its environment. */
const CLIENT_CONFIG = {
  peer: {
    localMspType: 'bccsp',
    BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
    client: { connTimeout: '20s' },
  },
};

/** Creates the runner; the program's configuration is written to `configDir`. */
export async function openPeerCommand(program: string, configDir: string): Promise<PeerCommand> {
  await mkdir(configDir, { recursive: true });
  await writeWhole(join(configDir, 'core.yaml'), JSON.stringify(CLIENT_CONFIG), 0o644);
  return (member, args) =>
    runProgram(program, args, {
      cwd: configDir,
      env: {
        FABRIC_CFG_PATH: configDir,
        FABRIC_LOGGING_SPEC: 'warning',
        CORE_PEER_MSPCONFIGPATH: member.adminMsp,
        CORE_PEER_LOCALMSPID: member.mspId,
        CORE_PEER_ADDRESS: member.address,
        CORE_PEER_TLS_ENABLED: 'true',
        CORE_PEER_TLS_ROOTCERT_FILE: member.tlsCaCertFile,
      },
    });
}
