// SPDX-License-Identifier: Apache-2.0
import { relative } from 'node:path';
import { startNativeNetwork, testNetworkShape, type NativeNetwork, type NativeNetworkOptions } from '@wattpass/network';
import { readFlags } from '../command-line/flags.js';
import { callersFolder, choice, text } from '../command-line/values.js';
import { writeConnections } from '../gateways/connections.js';
import { wattpassChaincode } from '../ledger/wattpass-chaincode.js';
import { listenForInterruption } from '../process/interruption.js';
import { openState, type StateDirectory } from '../state-directory.js';
import { chaincodeName, channelName, organisations } from '../topology.js';
import { readWanted, stateFlag, stateOf, writeRun, writeWanted } from './network-state.js';
import { table } from './table.js';

/** Sent to a running `up` when another version of the chaincode is wanted. */
export const UPGRADE_SIGNAL = 'SIGUSR2';

const shapes = ['wattpass', 'test-network'] as const;
/** What `network.sh` calls a channel unless told otherwise. */
export const TEST_NETWORK_CHANNEL = 'mychannel';

/** The channel of a test-network. */
export const channelFlag = text(
  'NAME',
  `of the test-network (default ${TEST_NETWORK_CHANNEL})`,
  /^[a-z][a-z0-9.-]{0,248}$/,
  'lower-case letters, digits, dots and dashes',
);

export const upFlags = {
  ...stateFlag,
  crypto: choice(['ca', 'cryptogen'], "who makes the nodes' certificates (default ca)"),
  shape: choice(
    shapes,
    'six organisations with the chaincode, or the names, folders and ports of fabric-samples without (default wattpass)',
  ),
  channel: channelFlag,
};

/** Runs `network up` until it is interrupted. */
export async function upCommand(args: readonly string[]): Promise<number> {
  const given = readFlags(upFlags, args);
  const begun = Date.now();
  const interruption = listenForInterruption();
  const state = openState(stateOf(given.state));
  let network: NativeNetwork | undefined;
  try {
    const options = networkOptions(given.shape ?? 'wattpass', state, given.channel);
    const starting = startNativeNetwork({ ...options, crypto: given.crypto, log: console.log }).then((started) => {
      network = started;
      return started;
    });
    const running = await Promise.race([starting, interruption.happened]);
    if (given.shape !== 'test-network') {
      writeConnections({ kind: 'fabric', organisations: running.organizations }, state);
      upgradeOnSignal(running, state);
      writeWanted(state.root, { version: readWanted(state.root).version });
    }
    writeRun(state.runFile, [...running.pids.values()]);
    console.log(`\n${networkTable(running)}\n\n${closing(running, state, begun, given.shape)}`);
    return await interruption.happened;
  } finally {
    console.log('\nstopping');
    await network?.stop();
    state.release();
    interruption.dispose();
  }
}

function networkOptions(
  shape: (typeof shapes)[number],
  state: StateDirectory,
  channel = TEST_NETWORK_CHANNEL,
): NativeNetworkOptions {
  if (shape === 'test-network') {
    return { ...testNetworkShape(channel), stateDir: state.ledger, chaincodes: [] };
  }
  return {
    stateDir: state.ledger,
    organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
    channel: channelName,
    chaincodes: [wattpassChaincode(readWanted(state.root).version)],
  };
}

/** Deploys whatever version has been written down as wanted, and writes down what came of it. */
function upgradeOnSignal(network: NativeNetwork, { root }: StateDirectory): void {
  let deploying = Promise.resolve();
  const upgrade = async (): Promise<void> => {
    const { version } = readWanted(root);
    try {
      const { sequence } = await network.deploy(wattpassChaincode(version));
      writeWanted(root, { version, sequence });
      console.log(`chaincode ${chaincodeName} ${version} committed under sequence ${sequence}`);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      writeWanted(root, { version, problem });
      console.error(`chaincode ${chaincodeName} ${version}: ${problem}`);
    }
  };
  process.on(UPGRADE_SIGNAL, () => {
    deploying = deploying.then(upgrade);
  });
}

function networkTable({ organizations }: NativeNetwork): string {
  return table([
    ['organisation', 'MSP', 'peer', 'certificate authority'],
    ...organizations.map(({ name, mspId, peerEndpoint, ca }) => [
      name,
      mspId,
      peerEndpoint,
      `${ca.url} (${ca.caName})`,
    ]),
  ]);
}

function closing(network: NativeNetwork, state: StateDirectory, begun: number, shape: string | undefined): string {
  const shown = relative(callersFolder(), state.root) || '.';
  const files =
    shape === 'test-network'
      ? `${shown}/ledger/organizations: certificates, as a test-network has them`
      : `${shown}/connections: what each organisation's gateway needs`;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  return (
    `${files}\nFabric ${network.fabricVersion}, channel ${network.channel}, ${network.pids.size} programs, ` +
    `up after ${seconds} s; Ctrl-C stops everything`
  );
}
