// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { findFabric, type NativeOrganization } from '@wattpass/network';
import { collectionsConfig } from '../collections.js';
import { startChild } from '../process/child-process.js';
import { chaincodeName, channelName, organisations } from '../topology.js';
import { chaincodeServer } from './chaincode-server.js';
import type { FabricRequest } from './fabric-process.js';
import type { RunningLedger } from './running-ledger.js';

/** Further chaincodes, and what else is not to be as it is by default. */
export type FabricSettings = Partial<FabricRequest>;

/**
 * Starts real Fabric for the six organisations: a peer and a certificate authority each, three orderers.
 * @throws NetworkError saying how to get Fabric's programs, where they are absent.
 */
export async function startFabricLedger(
  stateDir: string,
  logsDir: string,
  { chaincodes = [], ...settings }: FabricSettings = {},
): Promise<RunningLedger> {
  await findFabric();
  const request: FabricRequest = {
    stateDir,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [
      { name: chaincodeName, version: '1', collections: collectionsConfig(organisations), server: chaincodeServer() },
      ...chaincodes,
    ],
    ...settings,
  };
  const child = await startChild<readonly NativeOrganization[]>({
    name: 'fabric',
    module: new URL('fabric-process.js', import.meta.url),
    request,
    logFile: join(logsDir, 'ledger.log'),
  });
  return {
    kind: 'fabric',
    organisations: child.answer,
    pids: [child.pid],
    died: child.died,
    stop: () => child.stop(),
  };
}
