// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createClient, type Client } from '@wattpass/gateway-api/client';
import type { RunningConsortium } from './running-consortium.js';

/** A client of an organisation's administrator, who makes accounts at its gateway. */
export function administratorOf({ gateways }: Pick<RunningConsortium, 'gateways'>, organisation: string): Client {
  const gateway = gateways.gateways.find((each) => each.organisation === organisation);
  if (gateway === undefined) {
    throw new Error(`there is no gateway of the ${organisation}`);
  }
  return createClient({ url: gateway.url, apiKey: readFileSync(gateway.adminKeyFile, 'utf8').trim() });
}
