// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createClient, type Client, type Role } from '@wattpass/gateway-api/client';
import { newBattery } from '../../integration/gateway/battery-bodies.js';
import type { ConsortiumOnFabric } from './consortium.js';
import type { LoadClient } from './load.js';

/**
 * Clients with accounts of their own, spread over the gateways of all organisations. They put changes to the vote (a public
 * write of one transaction); the producer's register batteries (a saga of three, one of them private).
 */
export async function loadClients(consortium: ConsortiumOnFabric, count: number): Promise<LoadClient[]> {
  const { gateways } = consortium;
  const perGateway = gateways.map((gateway, place) => ({
    ...gateway,
    names: Array.from({ length: count }, (_, i) => `load-${i}`).filter((_, i) => i % gateways.length === place),
  }));
  const clients = await Promise.all(
    perGateway.map(async ({ organisation, url, adminKeyFile, names }) => {
      const admin = createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() });
      const made: LoadClient[] = [];
      for (const name of names) {
        const role = organisation as Role; // in this topology every organisation is named after its one role
        const { apiKey } = await admin.createAccount({ body: { kind: 'person', name, role, delegate: true } });
        // The load sends again by itself, to see every answer.
        const client = createClient({ url, apiKey, retry: { attempts: 1 } });
        made.push(organisation === 'producer' ? registering(client) : proposing(client, organisation));
      }
      return made;
    }),
  );
  return clients.flat();
}

function proposing(client: Client, organisation: string): LoadClient {
  const change = { kind: 'setParameters' as const, parameters: { endOfLifeSoh: 650_000 } };
  return {
    organisation,
    kind: 'propose',
    send: (idempotencyKey) => client.propose({ body: { change } }, { idempotencyKey }),
  };
}

function registering(client: Client): LoadClient {
  const batteries = new Map<string, ReturnType<typeof newBattery>>();
  return {
    organisation: 'producer',
    kind: 'registerBatteries',
    send: (idempotencyKey) => {
      const battery = batteries.get(idempotencyKey) ?? newBattery(randomUUID().slice(0, 18));
      batteries.set(idempotencyKey, battery);
      return client.registerBatteries({ body: { batteries: [battery] } }, { idempotencyKey });
    },
  };
}
