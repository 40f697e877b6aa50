// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createClient, type Client } from '@wattpass/gateway-api/client';
import type { GatewayFacts } from '../gateways/gateways.js';
import type { RunningConsortium } from './running-consortium.js';

/** A client of an organisation's administrator, who makes accounts at its gateway. */
export function administratorOf({ gateways }: Pick<RunningConsortium, 'gateways'>, organisation: string): Client {
  const gateway = gateways.gateways.find((each) => each.organisation === organisation);
  if (gateway === undefined) {
    throw new Error(`there is no gateway of the ${organisation}`);
  }
  return administratorAt(gateway);
}

/** The same, where the gateway is known. */
export function administratorAt({ url, adminKeyFile }: Pick<GatewayFacts, 'url' | 'adminKeyFile'>): Client {
  return createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() });
}
