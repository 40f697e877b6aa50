// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { DevPeerOptions, DevPeer } from '@wattpass/devpeer';
import { startChild } from '../process/child-process.js';
import { channelName, organisations } from '../topology.js';
import type { RunningLedger } from './running-ledger.js';
import { wattpassChaincode, type WattpassChaincode } from './wattpass-chaincode.js';

/** What the devpeer's process is given: everything that can cross a process boundary. */
export type DevPeerRequest = Omit<DevPeerOptions, 'log'>;

/** The application's chaincode where it is not to be as it is by default, further chaincodes, and what else differs. */
export type DevPeerSettings = Partial<DevPeerRequest> & { readonly chaincode?: WattpassChaincode };

/** Starts the embedded peer for the six organisations, in a process of its own. */
export async function startDevPeerLedger(
  stateDir: string,
  logsDir: string,
  { chaincode = wattpassChaincode(), chaincodes = [], ...settings }: DevPeerSettings = {},
): Promise<RunningLedger> {
  const request: DevPeerRequest = {
    stateDir,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [chaincode, ...chaincodes],
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
