// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Desks } from '@wattpass/fleet';
import { DatabaseEnvelopeStore } from '@wattpass/gateway-api/internal/fabric/envelope-store.js';
import type { Connection } from '@wattpass/gateway-api/ledger';
import { Database } from '@wattpass/gateway-api/internal/store/database.js';
import { channelName, organisations, temporaryState, wattpassChaincode } from '@wattpass/launch';
import type { StateDirectory } from '@wattpass/launch';
import { openLedgerReader, type LedgerReader } from '@wattpass/launch/internal/chain/ledger-reader.js';
import { readerIdentity } from '@wattpass/launch/internal/chain/reader-identity.js';
import { foundConsortium } from '@wattpass/launch/internal/consortium/founding.js';
import { signIn } from '@wattpass/launch/internal/consortium/sign-ins.js';
import { writeConnections } from '@wattpass/launch/internal/gateways/connections.js';
import {
  forkGatewayHost,
  startGateways,
  type GatewayFacts,
  type RunningGateways,
} from '@wattpass/launch/internal/gateways/gateways.js';
import { startNativeNetwork, type NativeNetwork } from '@wattpass/network';

/** Below the range of short-lived ports, and apart from what a native network takes. */
const FIRST_PORTS = { lowest: 9_000, highest: 14_000 };

/** Peers tell little, orderers who leads. */
const LOGGING = 'warning:orderer.consensus.etcdraft=info';

/** Six organisations on real Fabric with their gateways, any part of which can be killed and started again. */
export class ConsortiumOnFabric {
  readonly #state: StateDirectory;
  #gateways: RunningGateways | undefined;

  private constructor(
    state: StateDirectory,
    readonly network: NativeNetwork,
    readonly connections: readonly Connection[],
    private readonly firstPort: number,
  ) {
    this.#state = state;
  }

  static async start(): Promise<ConsortiumOnFabric> {
    const state = temporaryState();
    const network = await startNativeNetwork({
      stateDir: state.ledger,
      organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
      channel: channelName,
      chaincodes: [wattpassChaincode()],
      loggingSpec: LOGGING,
    });
    const connections = writeConnections({ kind: 'fabric', organisations: network.organizations }, state);
    const consortium = new ConsortiumOnFabric(state, network, connections, await freeRow(organisations.length));
    try {
      await consortium.startGateways();
      await foundConsortium(await consortium.desks());
      return consortium;
    } catch (error) {
      await consortium.stop();
      throw error;
    }
  }

  /** Where the orderers and peers write what happens to them. */
  get logDir(): string {
    return this.network.logDir;
  }

  /** The gateways as they answer; their addresses stay the same over restarts. */
  get gateways(): readonly GatewayFacts[] {
    return this.#gateways?.gateways ?? [];
  }

  /** Transactions that an organisation's gateway, once stopped, still knows no outcome of. */
  async outboxOf(organisation: string): Promise<string[]> {
    const database = await Database.open(this.#state.gateway(organisation), undefined);
    try {
      return (await new DatabaseEnvelopeStore(database).pending()).map(({ txId }) => txId);
    } finally {
      await database.close();
    }
  }

  /** Somebody of every organisation, signed in, who asks again by itself. */
  desks(): Promise<Desks> {
    return signIn(this.gateways, this.#state);
  }

  /** Starts the process with the gateways of all organisations, on the state and ports they had. */
  async startGateways(): Promise<void> {
    const { connections, firstPort } = this;
    const host = forkGatewayHost(this.#state);
    this.#gateways = await startGateways(host, { state: this.#state, connections, checks: 'on', firstPort });
  }

  /** Kills the process with the gateways. */
  async killGateways(): Promise<void> {
    const [pid] = this.#gateways?.pids ?? [];
    if (pid !== undefined) {
      process.kill(pid, 'SIGKILL');
      await this.#gateways?.died;
    }
  }

  /** Ends the gateways as their owner would, so that their databases can be looked into. */
  async stopGateways(): Promise<void> {
    await this.#gateways?.stop();
    this.#gateways = undefined;
  }

  /** A reader at an organisation's own peer, past all gateways. */
  async reader(organisation: string): Promise<LedgerReader> {
    const connection = this.connections.find((each) => each.organisation === organisation);
    if (connection === undefined) {
      throw new Error(`there is no organisation ${organisation}`);
    }
    return openLedgerReader(connection, await readerIdentity(connection, this.#state.identities));
  }

  async stop(): Promise<void> {
    await this.stopGateways();
    await this.network.stop();
    this.#state.release();
  }
}

/** The first of some free ports in a row. */
async function freeRow(count: number): Promise<number> {
  const { lowest, highest } = FIRST_PORTS;
  for (;;) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest));
    const ports = Array.from({ length: count }, (_, i) => first + i);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) {
      return first;
    }
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false; // taken: another place will do
  }
}
