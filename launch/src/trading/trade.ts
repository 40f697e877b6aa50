// SPDX-License-Identifier: Apache-2.0
import { runTradingDays, type TradingOptions, type TradingResult } from '@wattpass/fleet';
import { administratorOf } from '../consortium/administrator.js';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { TradingData } from './trading-data.js';
import type { TradingSettings } from './trading-flags.js';

/** The organisation that runs the LEAGs. */
const runsLeags = 'operator';

/** What trading is run with besides its settings. */
export type TradeOptions = Pick<
  TradingOptions,
  'run' | 'progress' | 'signal' | 'pauseMs' | 'onSlot' | 'keptFleet' | 'policy' | 'onDay'
>;

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
    administrator: administratorOf(consortium, runsLeags),
    ...data,
    ...{ days, vehicles, leags, seed, failureRate, slotsPerDay },
    ...(from === undefined ? {} : { from }),
    ...options,
  });
}
