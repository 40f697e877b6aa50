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

/** How long a block waits for more transactions, milliseconds: a person waits for each step of a life. */
const BATCH_TIMEOUT_MS = 15;

/** Starts the embedded peer for the six organisations, in a process of its own. */
export async function startDevPeerLedger(stateDir: string, logsDir: string): Promise<RunningLedger> {
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
    ],
    batchTimeoutMs: BATCH_TIMEOUT_MS,
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
