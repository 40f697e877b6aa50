// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { findFabric, type NativeOrganization } from '@wattpass/network';
import { startChild } from '../process/child-process.js';
import { channelName, organisations } from '../topology.js';
import type { FabricRequest } from './fabric-process.js';
import type { RunningLedger } from './running-ledger.js';
import { wattpassChaincode, type WattpassChaincode } from './wattpass-chaincode.js';

/** The application's chaincode where it is not to be as it is by default, further chaincodes, and what else differs. */
export type FabricSettings = Partial<FabricRequest> & { readonly chaincode?: WattpassChaincode };

/**
 * Starts real Fabric for the six organisations: a peer and a certificate authority each, three orderers.
 * @throws NetworkError saying how to get Fabric's programs, where they are absent.
 */
export async function startFabricLedger(
  stateDir: string,
  logsDir: string,
  { chaincode = wattpassChaincode(), chaincodes = [], ...settings }: FabricSettings = {},
): Promise<RunningLedger> {
  await findFabric();
  const request: FabricRequest = {
    stateDir,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [chaincode, ...chaincodes],
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
