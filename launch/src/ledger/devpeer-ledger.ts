// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { DevPeerOptions, DevPeer } from '@wattpass/devpeer';
import { collectionsConfig } from '../collections.js';
import { startChild } from '../process/child-process.js';
import { chaincodeName, channelName, organisations } from '../topology.js';
import { chaincodeServer } from './chaincode-server.js';
import type { RunningLedger } from './running-ledger.js';

/** What the devpeer's process is given: everything that can cross a process boundary. */
export type DevPeerRequest = Omit<DevPeerOptions, 'log'>;

/**
 * Starts the embedded peer for the six organisations, in a process of its own.
 * @param settings - Further chaincodes, and what else is not to be as it is by default.
 */
export async function startDevPeerLedger(
  stateDir: string,
  logsDir: string,
  { chaincodes = [], ...settings }: Partial<DevPeerRequest> = {},
): Promise<RunningLedger> {
  const request: DevPeerRequest = {
    stateDir,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [
      {
        name: chaincodeName,
        version: '1',
        collections: collectionsConfig(organisations),
        server: chaincodeServer(),
      },
      ...chaincodes,
    ],
    ...settings,
  };
  const child = await startChild<DevPeer['organizations']>({
    name: 'devpeer',
    module: new URL('devpeer-process.js', import.meta.url),
    request,
    logFile: join(logsDir, 'ledger.log'),
  });
  return {
    kind: 'devpeer',
    organisations: child.answer,
    pids: [child.pid],
    died: child.died,
    stop: () => child.stop(),
  };
}
