// SPDX-License-Identifier: Apache-2.0
import { createClient } from '@wattpass/gateway-api/client';
import { inspectNetwork, type NetworkView } from '@wattpass/network';
import { readFlags } from '../command-line/flags.js';
import { pathsOf } from '../state-directory.js';
import { chaincodeName } from '../topology.js';
import { livingRun, requireRun } from '../verify/running-state.js';
import { holdsNetwork, stateFlag, stateOf } from './network-state.js';
import { table } from './table.js';

/** Says how a network and the gateways on it are; 0 only if all of it is well. */
export async function statusCommand(args: readonly string[]): Promise<number> {
  const root = stateOf(readFlags(stateFlag, args).state);
  const isFabric = holdsNetwork(root);
  const run = isFabric ? livingRun(root) : requireRun(root);
  console.log(run === undefined ? 'nothing runs' : `process ${run.pid}`);
  const isLedgerWell = isFabric ? showNetwork(await inspectNetwork(pathsOf(root).ledger, chaincodeName)) : true;
  const areGatewaysWell = await showGateways(run?.gateways ?? {});
  return run !== undefined && isLedgerWell && areGatewaysWell ? 0 : 1;
}

function showNetwork({ fabricVersion, channel, ports, peers, sequence }: NetworkView): boolean {
  console.log(`Fabric ${fabricVersion}, channel ${channel}, chaincode sequence ${sequence ?? 'unknown'}\n`);
  const portRows = ports.map(({ use, port, isOpen }) => [use, String(port), isOpen ? 'listens' : 'nobody listens']);
  console.log(`${table([['program', 'port', ''], ...portRows])}\n`);
  const peerRows = peers.map(({ organization, endpoint, height, problem }) => [
    organization,
    endpoint,
    height === undefined ? (problem ?? 'does not answer') : `${height} blocks`,
  ]);
  console.log(table([['peer of', 'at', ''], ...peerRows]));
  return ports.every(({ isOpen }) => isOpen) && peers.every(({ height }) => height !== undefined);
}

async function showGateways(gateways: Readonly<Record<string, string>>): Promise<boolean> {
  const rows = await Promise.all(
    Object.entries(gateways).map(async ([organisation, url]) => {
      const { status, height } = await createClient({ url }).ready({});
      return [organisation, url, status, `${height ?? 'no'} blocks`];
    }),
  );
  if (rows.length > 0) {
    console.log(table([['gateway of', 'at', '', ''], ...rows]));
  }
  return rows.every(([, , status]) => status === 'ready');
}
