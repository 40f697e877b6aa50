// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gateway } from '@hyperledger/fabric-protos';
import { startCaServer } from './ca/ca-server.js';
import type { ChaincodeConnection } from './chaincode/chaincode-connection.js';
import { launchChaincode, packageIdOf, processName } from './chaincode/chaincode-launcher.js';
import { ChaincodeProcesses } from './chaincode/chaincode-processes.js';
import { openChannel } from './channel/open-channel.js';
import { PeerEndorser } from './endorser/peer-endorser.js';
import { releasePrivateData } from './endorser/private-distribution.js';
import { openLedgerDatabase } from './ledger/ledger-database.js';
import { agreeOnChaincodes } from './lifecycle/agree-on-chaincodes.js';
import { LifecycleChaincode } from './lifecycle/lifecycle-chaincode.js';
import type { Log } from './log.js';
import { openOrganization, type Organization } from './msp/organization.js';
import { checkOptions, DevPeerOptionsError, type DevPeerOptions, type OrganizationOptions } from './options.js';
import { OrderingService } from './orderer/ordering-service.js';
import { Sequencer } from './orderer/sequencer.js';
import { createBroadcastService, createDeliverService } from './services/deliver-service.js';
import { createEndorserService } from './services/endorser-service.js';
import type { GatewayContext } from './services/gateway-context.js';
import { createGatewayService } from './services/gateway-service.js';
import { startGrpcServer } from './services/grpc-server.js';
import { validateBlock } from './validation/block-validator.js';

const DEFAULT_MAX_MESSAGES = 500;
const DEFAULT_EXECUTE_TIMEOUT_MS = 30_000;
const ABSOLUTE_MAX_BYTES = 8 << 20;
const PREFERRED_MAX_BYTES = 2 << 20;
const CHAINCODE_START_MS = 60_000;

/** How to reach one organisation of a running devpeer. */
export interface RunningOrganization {
  readonly name: string;
  readonly mspId: string;
  /** Host and port of the peer with the gateway. */
  readonly peerEndpoint: string;
  readonly tlsCaCertFile: string;
  /** The name in the peer's certificate. */
  readonly tlsServerName: string;
  /** The administrator's identity in the layout of Fabric's own programs (`CORE_PEER_MSPCONFIGPATH`). */
  readonly adminMspDir: string;
  readonly ca: {
    readonly url: string;
    readonly caName: string;
    readonly tlsCaCertFile: string;
    readonly registrarId: string;
    readonly registrarSecretFile: string;
  };
}

/** A running devpeer. */
export interface DevPeer {
  readonly channel: string;
  readonly organizations: readonly RunningOrganization[];
  /** The number of blocks now. */
  height(): number;
  /** Kills an organisation's chaincode process, which is then started again. */
  killChaincode(organization: string, chaincode: string): void;
  /**
   * From now on private data do not reach an organisation, as when the others cannot reach its peer: it has only what
   * its own peer endorsed, and reads of anything else fail as on Fabric.
   *
   * @param organization - Its name.
   */
  withholdPrivateData(organization: string): void;
  /** Lets an organisation have private data again, those that it missed included. */
  releasePrivateData(organization: string): Promise<void>;
  /** Ends everything that was started. */
  stop(): Promise<void>;
}

/** What has to be ended, in the order of starting. */
type Cleanup = (() => Promise<void> | void)[];

/**
 * Starts a small Fabric network in this process: a peer with gateway and a certificate authority for each
 * organisation, one orderer, one channel, and the chaincodes as processes of their own, which may still be starting: a call
 * waits for its chaincode.
 *
 * @throws DevPeerOptionsError, LedgerError, or what opening a port throws.
 */
export async function startDevPeer(options: DevPeerOptions): Promise<DevPeer> {
  checkOptions(options);
  const log = options.log ?? logToStandardError;
  log('info', 'devpeer is for development, demonstration and tests; it is not a Fabric network for production');
  const cleanup: Cleanup = [];
  const stop = async (): Promise<void> => {
    for (const end of cleanup.splice(0).reverse()) await end();
  };
  try {
    return await start(options, log, cleanup, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: DevPeerOptions, log: Log, cleanup: Cleanup, stop: () => Promise<void>): Promise<DevPeer> {
  const { stateDir } = options;
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const database = await openLedgerDatabase(join(stateDir, 'ledger'));
  cleanup.push(() => database.close());
  const organizations = await Promise.all(
    options.organizations.map((spec) => openOrganization(join(stateDir, 'organizations', spec.name), spec)),
  );
  const batch = {
    timeoutMs: options.batchTimeoutMs ?? 0,
    maxMessageCount: options.maxMessageCount ?? DEFAULT_MAX_MESSAGES,
    absoluteMaxBytes: ABSOLUTE_MAX_BYTES,
    preferredMaxBytes: PREFERRED_MAX_BYTES,
  };
  const channel = await openChannel({
    name: options.channel,
    organizations,
    database,
    batch,
  });
  const processes = new ChaincodeProcesses(log);
  cleanup.push(() => processes.stop());
  const connections = launchAll(options, processes, log, cleanup);
  const installed = options.chaincodes.map((one) => ({ name: one.name, packageId: packageIdOf(one) }));
  const endorsers = new Map(
    organizations.map(({ mspId, peer }) => {
      const own = connections.get(mspId) ?? new Map<string, ChaincodeConnection>();
      const lifecycle = new LifecycleChaincode(mspId, channel, installed);
      return [mspId, new PeerEndorser(mspId, peer, channel, own, lifecycle)];
    }),
  );
  await agreeOnChaincodes({ channel, organizations, endorsers }, options.chaincodes);
  const sequencer = new Sequencer({
    ...batch,
    batchTimeoutMs: batch.timeoutMs,
    commit: async (envelopes) => {
      await channel.ledger.commit(validateBlock(channel, envelopes));
    },
    onFailure: (error) => {
      log('error', `a block cannot be committed: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  cleanup.push(() => sequencer.stop());
  const orderer = new OrderingService(channel, sequencer, batch.absoluteMaxBytes);
  const servers: Server[] = [];
  cleanup.push(async () => {
    await Promise.all(servers.map((server) => server.stop()));
  });
  const running = await Promise.all(
    organizations.map((organization, index) =>
      serveOrganization({
        organization,
        spec: options.organizations[index],
        context: { channel, endorsers, log, orderer, localMspId: organization.mspId },
        servers,
      }),
    ),
  );
  void warmUp([...connections.values()].flatMap((own) => [...own.values()]));
  return {
    channel: channel.name,
    organizations: running,
    height: () => channel.ledger.height,
    killChaincode: (organization, chaincode) => {
      processes.kill(processName(organization, chaincode));
    },
    withholdPrivateData: (organization) => {
      channel.withheld.withhold(mspIdOf(options, organization), channel.ledger.height);
    },
    releasePrivateData: (organization) => releasePrivateData(channel, mspIdOf(options, organization)),
    stop,
  };
}

/** Starts the chaincodes that nobody has called yet, one at a time, so that calls that wait for theirs come first. */
async function warmUp(connections: readonly ChaincodeConnection[]): Promise<void> {
  for (const connection of connections) await connection.warmUp(CHAINCODE_START_MS);
}

function mspIdOf({ organizations }: DevPeerOptions, name: string): string {
  const found = organizations.find((one) => one.name === name);
  if (found === undefined) throw new DevPeerOptionsError('organization', `there is none called ${name}`);
  return found.mspId;
}

function launchAll(
  options: DevPeerOptions,
  processes: ChaincodeProcesses,
  log: Log,
  cleanup: Cleanup,
): Map<string, Map<string, ChaincodeConnection>> {
  const executeTimeoutMs = options.executeTimeoutMs ?? DEFAULT_EXECUTE_TIMEOUT_MS;
  const connections = new Map<string, Map<string, ChaincodeConnection>>();
  for (const organization of options.organizations) {
    const own = new Map<string, ChaincodeConnection>();
    connections.set(organization.mspId, own);
    for (const chaincode of options.chaincodes) {
      const connection = launchChaincode(organization, chaincode, { processes, executeTimeoutMs, log });
      cleanup.push(() => {
        connection.close();
      });
      own.set(chaincode.name, connection);
    }
  }
  return connections;
}

interface Server {
  stop(): Promise<void>;
}

interface Serving {
  readonly organization: Organization;
  readonly spec: OrganizationOptions | undefined;
  readonly context: GatewayContext;
  readonly servers: Server[];
}

async function serveOrganization({ organization, spec, context, servers }: Serving): Promise<RunningOrganization> {
  const { channel, orderer, endorsers, log } = context;
  const { name, mspId, tlsServerName } = organization;
  const services = [
    { definition: gateway.GatewayService, implementation: createGatewayService(context) },
    createDeliverService(channel, mspId),
    createEndorserService(context),
    createBroadcastService(channel, orderer),
  ];
  const server = await startGrpcServer(
    services,
    { ...organization.peerTls, caCertPem: organization.tlsCaCertPem },
    spec?.peerPort ?? 0,
  );
  servers.push(server);
  const peerEndpoint = `127.0.0.1:${server.port}`;
  endorsers.get(mspId)?.announce(peerEndpoint);
  const ca = await startCaServer(organization, {
    port: spec?.caPort ?? 0,
    log: (line) => {
      log('warn', `[ca-${name}] ${line}`);
    },
  });
  servers.push({ stop: () => ca.close() });
  const { url, caName, tlsCaCertFile, registrarId, registrarSecretFile } = ca;
  return {
    name,
    mspId,
    peerEndpoint,
    tlsCaCertFile: organization.tlsCaCertFile,
    tlsServerName,
    adminMspDir: organization.adminMspDir,
    ca: { url, caName, tlsCaCertFile, registrarId, registrarSecretFile },
  };
}

const logToStandardError: Log = (level, message) => {
  if (level !== 'info') process.stderr.write(`${level}: ${message}\n`);
};
