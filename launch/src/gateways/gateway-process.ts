// SPDX-License-Identifier: Apache-2.0
import { startGateway, type GatewayOptions, type RunningGateway } from '@wattpass/gateway-api/server';
import { serveParent } from '../process/serve-parent.js';

// Hosts gateways of several organisations side by side: they share nothing but the engine, which six processes would
// each hold in memory once more.
serveParent(async (requests: readonly GatewayOptions[]) => {
  const gateways: RunningGateway[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
  };
  try {
    await Promise.all(
      requests.map(async (request) => {
        gateways.push(await startGateway(request));
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    answer: gateways.map(({ organisation, url, adminKeyFile }) => ({ organisation, url, adminKeyFile })),
    stop,
  };
});
