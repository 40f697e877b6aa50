// SPDX-License-Identifier: Apache-2.0
import { dirname, join, relative, resolve } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { roles, type Role } from '@wattpass/chaincode/domain';
import { deployToTestNetwork, type DeployedToTestNetwork, type TestNetworkDeployment } from '@wattpass/network';
import { collectionsConfig } from '../collections.js';
import { CommandLineError, readFlags, type Flag, type Given } from '../command-line/flags.js';
import { callersFolder, path, text } from '../command-line/values.js';
import { connectionOf } from '../gateways/connections.js';
import { chaincodeServer } from '../ledger/chaincode-server.js';
import { listenForInterruption } from '../process/interruption.js';
import { openState, type StateDirectory } from '../state-directory.js';
import { chaincodeName } from '../topology.js';
import { stateOf, writeRun } from './network-state.js';
import { table } from './table.js';
import { channelFlag, TEST_NETWORK_CHANNEL } from './up-command.js';

const defaultDeployState = '.wattpass-test-network';
const CONTAINER_PORT = 9999;
const defaultAddress = `{{.peername}}_${chaincodeName}_ccaas:${CONTAINER_PORT}`;
const defaultRoles: RolesOf = [
  ['producer', 'logistics', 'operator'],
  ['user', 'station', 'recycler'],
];

type RolesOf = readonly [readonly Role[], readonly Role[]];

export const deployFlags = {
  state: path('DIR', `for packages and connections (default ${defaultDeployState})`),
  'test-network': path('DIR', "fabric-samples' folder test-network, with the network up"),
  channel: channelFlag,
  version: text('VERSION', 'of the chaincode (default 1)', /^[A-Za-z0-9_.+-]{1,60}$/, 'letters, digits and . _ + -'),
  roles: rolesFlag(),
  'chaincode-address': addresses(
    `where Org1's and Org2's peer find their chaincode server, one for both or two (default ${defaultAddress})`,
  ),
  serve: addresses('serve the chaincode from here, at an address for Org1 and one for Org2, until Ctrl-C'),
};

type DeployFlags = Given<typeof deployFlags>;

/** Deploys the chaincode onto a running test-network, and serves it if asked, until it is interrupted. */
export async function deployCommand(args: readonly string[]): Promise<number> {
  const given = readFlags(deployFlags, args);
  const interruption = listenForInterruption();
  let deployed: DeployedToTestNetwork | undefined;
  let state: StateDirectory | undefined;
  try {
    const work = workOf(given);
    const begun = Date.now();
    const directory = openState(stateOf(given.state, defaultDeployState));
    state = directory;
    const deploying = deployToTestNetwork({ ...work, stateDir: directory.ledger, log: console.log }).then((done) => {
      deployed = done;
      return done;
    });
    const done = await Promise.race([deploying, interruption.happened]);
    writeTestNetworkConnections(done, work.channel, directory);
    console.log(`\n${summary(done, directory, begun)}`);
    if (work.serveAt === undefined) {
      console.log(`\n${containerCommands(done)}`);
    }
    if (!done.isServing) {
      return 0;
    }
    writeRun(directory.runFile, []);
    console.log('\nserving from here what the network lacks; Ctrl-C stops it');
    return await interruption.happened;
  } finally {
    await deployed?.stop();
    state?.release();
    interruption.dispose();
  }
}

/** What the command line asks for. @throws CommandLineError */
function workOf(given: DeployFlags): Omit<TestNetworkDeployment, 'stateDir'> {
  const { 'test-network': folder, channel = TEST_NETWORK_CHANNEL, version = '1', serve } = given;
  if (folder === undefined) {
    throw new CommandLineError('--test-network: the folder of a running test-network (up deploys to our own network)');
  }
  if (serve?.length === 1) {
    throw new CommandLineError('--serve: two addresses, for Org1 and for Org2');
  }
  const collections = collectionsConfig(organisationsWith(given.roles ?? defaultRoles));
  return {
    organizationsDir: join(folder, 'organizations'),
    channel,
    chaincode: { name: chaincodeName, version, collections, server: chaincodeServer() },
    addresses: pair(given['chaincode-address'] ?? [defaultAddress]),
    serveAt: serve === undefined ? undefined : pair(serve),
  };
}

function organisationsWith([first, second]: RolesOf): Parameters<typeof collectionsConfig>[0] {
  const organisation = (n: number, own: readonly Role[]): Parameters<typeof collectionsConfig>[0][number] => ({
    name: `org${n}`,
    mspId: `Org${n}MSP`,
    roles: own,
    domain: `org${n}.example.com`,
  });
  return [organisation(1, first), organisation(2, second)];
}

function pair([first = '', second = first]: readonly string[]): [string, string] {
  return [first, second];
}

function rolesFlag(): Flag<RolesOf> {
  const read = (given: string): RolesOf => {
    const [first, second, ...rest] = given.split('/').map((part) => part.split(',').filter((word) => word !== ''));
    const all = [...(first ?? []), ...(second ?? [])];
    const isComplete = roles.every((role) => all.includes(role)) && all.length === roles.length;
    if (first === undefined || second === undefined || rest.length > 0 || !isComplete) {
      throw new Error(`each of ${roles.join(', ')} once, Org1's before a slash and Org2's after it, not "${given}"`);
    }
    return [first as Role[], second as Role[]];
  };
  return {
    value: 'A,B/C,D',
    help: `Org1's and Org2's roles (default ${defaultRoles.map((own) => own.join()).join('/')})`,
    read,
  };
}

function addresses(help: string): Flag<readonly string[]> {
  const read = (given: string): readonly string[] => {
    const found = given.split(',');
    if (found.length > 2 || !found.every((address) => /^[^:,\s]+:\d{1,5}$/.test(address))) {
      throw new Error(`one or two of host:port with a comma between, not "${given}"`);
    }
    return found;
  };
  return { value: 'HOST:PORT,HOST:PORT', help, read };
}

function writeTestNetworkConnections(
  { organizations }: DeployedToTestNetwork,
  channel: string,
  state: StateDirectory,
): void {
  for (const organization of organizations) {
    const { mspId } = organization;
    const connection = { ...connectionOf('fabric', organization, mspId), channel };
    const file = state.connection(organization.name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(connection, undefined, 2)}\n`, { mode: 0o600 });
  }
}

function shown(file: string): string {
  return relative(callersFolder(), file) || '.';
}

function summary(
  { organizations, sequence, isNew }: DeployedToTestNetwork,
  state: StateDirectory,
  begun: number,
): string {
  const rows = organizations.map(({ name, mspId, peerEndpoint }) => [
    name,
    mspId,
    peerEndpoint,
    shown(state.connection(name)),
  ]);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const done = isNew ? `committed under sequence ${sequence}` : `was committed already, sequence ${sequence}`;
  return `${table([['organisation', 'MSP', 'peer', 'connection for its gateway'], ...rows])}\n${chaincodeName} ${done}, ${seconds} s`;
}

/** How to serve the chaincode beside the peers, from the built project. */
function containerCommands({ servers }: DeployedToTestNetwork): string {
  const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
  const commands = servers.map(
    ({ peerName, packageId }) =>
      `docker run --rm -d --name ${peerName}_${chaincodeName}_ccaas --network fabric_test -v ${root}:/wattpass:ro \\\n` +
      `  -e CHAINCODE_SERVER_ADDRESS=0.0.0.0:${CONTAINER_PORT} -e CHAINCODE_ID=${packageId} \\\n` +
      '  node:20-bookworm-slim node /wattpass/chaincode/dist/ledger/serve.js',
  );
  return ['serve the chaincode beside the peers:', ...commands].join('\n');
}
