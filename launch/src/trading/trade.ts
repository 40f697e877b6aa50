// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { runTradingDays, type TradingOptions, type TradingResult } from '@wattpass/fleet';
import { createClient, type Client } from '@wattpass/gateway-api/client';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { TradingData } from './trading-data.js';
import type { TradingSettings } from './trading-flags.js';

/** The organisation that runs the LEAGs. */
const runsLeags = 'operator';

/** What trading is run with besides its settings. */
export type TradeOptions = Pick<TradingOptions, 'run' | 'progress' | 'signal' | 'pauseMs' | 'onSlot' | 'keptFleet'>;

/** Trades the days that were asked for. */
export function trade(
  consortium: RunningConsortium,
  settings: TradingSettings,
  data: TradingData,
  options: TradeOptions,
): Promise<TradingResult> {
  const { days, vehicles, leags, seed, from, failureRate, slotsPerDay } = settings;
  return runTradingDays({
    desks: consortium.desks,
    administrator: administratorOf(consortium),
    ...data,
    ...{ days, vehicles, leags, seed, failureRate, slotsPerDay },
    ...(from === undefined ? {} : { from }),
    ...options,
  });
}

/** Who makes accounts for the vehicles. */
function administratorOf({ gateways }: RunningConsortium): Client {
  const gateway = gateways.gateways.find(({ organisation }) => organisation === runsLeags);
  if (gateway === undefined) {
    throw new Error(`there is no gateway of the ${runsLeags}`);
  }
  return createClient({ url: gateway.url, apiKey: readFileSync(gateway.adminKeyFile, 'utf8').trim() });
}
