// SPDX-License-Identifier: Apache-2.0
import { createClient } from '@wattpass/gateway-api/client';
import { startGateway, type GatewayOptions, type RunningGateway } from '@wattpass/gateway-api/server';
import { serveParent } from '../process/serve-parent.js';
import type { HostedGateways } from './gateways.js';

// Hosts gateways of several organisations side by side: they share nothing but the engine, which six processes would
// each hold in memory once more. They share its thread as well, so the first one starts alone: all at once, none would
// answer before all do.
serveParent(async (requests: readonly GatewayOptions[]) => {
  const running: RunningGateway[] = [];
  const start = async (request: GatewayOptions): Promise<RunningGateway> => {
    const gateway = await startGateway(request);
    running.push(gateway);
    return gateway;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((gateway) => gateway.stop()));
  };
  try {
    const [first, ...others] = requests;
    const firstAnswerAt = first === undefined ? Date.now() : await answered(await start(first));
    await Promise.all(others.map(start));
    const gateways = running.map(({ organisation, url, adminKeyFile }) => ({ organisation, url, adminKeyFile }));
    return { answer: { gateways, firstAnswerAt } satisfies HostedGateways, stop };
  } catch (error) {
    await stop();
    throw error;
  }
});

/** Asks a gateway, over REST, whether its database and its peer answer. @returns When it said yes. */
async function answered({ url }: RunningGateway): Promise<number> {
  await createClient({ url }).ready();
  return Date.now();
}
