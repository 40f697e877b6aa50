// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Connection } from '@wattpass/gateway-api/ledger';
import type { GatewayOptions, RunningGateway } from '@wattpass/gateway-api/server';
import { forkChild, type ForkedChild } from '../process/child-process.js';
import type { StateDirectory } from '../state-directory.js';
import { organisations } from '../topology.js';

/** Whether the gateways judge roles themselves, or leave that to the contracts alone. */
export type GatewayChecks = 'on' | 'off';

/** A gateway that answers. */
export type GatewayFacts = Omit<RunningGateway, 'stop'>;

/** What the process that hosts the gateways tells when all of them answer. */
export interface HostedGateways {
  readonly gateways: readonly GatewayFacts[];
  /** When the first one had answered over REST, with its database and its peer, milliseconds since 1970. */
  readonly firstAnswerAt: number;
}

/** The gateways of all organisations, in the order of the topology. */
export interface RunningGateways extends HostedGateways {
  readonly pids: readonly number[];
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** How the gateways are started. */
export interface GatewaysOptions {
  readonly state: Pick<StateDirectory, 'gateway'>;
  readonly connections: readonly Connection[];
  /** The first gateway's port, the others follow; without it every gateway takes a free one. */
  readonly firstPort?: number;
  readonly checks: GatewayChecks;
  /** `off`: nobody attests the clearings of markets for the organisations; `on` unless given. */
  readonly validators?: 'on' | 'off';
}

/** A process that can host the gateways, forked ahead of its work: loading its modules takes a while. */
export type GatewayHost = ForkedChild;

/** Forks the process that will host the gateways. */
export function forkGatewayHost(state: Pick<StateDirectory, 'logs'>): GatewayHost {
  return forkChild({
    name: 'gateways',
    module: new URL('gateway-process.js', import.meta.url),
    logFile: join(state.logs, 'gateways.log'),
  });
}

/** Starts a gateway for every organisation. */
export async function startGateways(host: GatewayHost, options: GatewaysOptions): Promise<RunningGateways> {
  const requests = options.connections.map((connection) => requestOf(connection, options));
  const { answer, ...child } = await host.start<HostedGateways>(requests);
  const { firstAnswerAt } = answer;
  const gateways = organisations.flatMap(({ name }) =>
    answer.gateways.filter(({ organisation }) => organisation === name),
  );
  return { gateways, firstAnswerAt, pids: [child.pid], died: child.died, stop: child.stop };
}

function requestOf(connection: Connection, options: GatewaysOptions): GatewayOptions {
  const place = organisations.findIndex(({ name }) => name === connection.organisation);
  return {
    organisation: connection.organisation,
    connection,
    stateDir: options.state.gateway(connection.organisation),
    port: options.firstPort === undefined ? 0 : options.firstPort + place,
    checks: options.checks,
    ...(options.validators === undefined ? {} : { validator: options.validators }),
    logLevel: 'info',
  };
}
