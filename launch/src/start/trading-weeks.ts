// SPDX-License-Identifier: Apache-2.0
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readKeptFleet, silentProgress, type Progress, type TradedSlot } from '@wattpass/fleet';
import type { PriceSeries } from '@wattpass/fl-aggregator';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { StateDirectory } from '../state-directory.js';
import { trade } from '../trading/trade.js';
import { tradingData } from '../trading/trading-data.js';
import type { TradingSettings } from '../trading/trading-flags.js';
import { dayLater, firstDayOf, weeksOfPrices, type WeekOfPrices } from '../trading/weeks-of-prices.js';

/** How long to wait before going on after a week that failed. */
const AFTER_FAILURE_MS = 30_000;

/** How the weeks are traded. */
export interface WeeksOptions {
  readonly consortium: RunningConsortium;
  readonly state: Pick<StateDirectory, 'root'>;
  readonly settings: TradingSettings;
  /** Pause between two slots, ms. */
  readonly pauseMs: number;
  readonly progress: Pick<Progress, 'phase' | 'notice'>;
  readonly signal: AbortSignal;
}

/**
 * A few vehicles trade, day after day of the prices, until the signal is aborted. The fleet is kept in the state directory: a second
 * start goes on with the same vehicles on the day after. Where the prices end, another fleet begins with their first day.
 */
export async function tradeWeeks(options: WeeksOptions): Promise<never> {
  const { consortium, state, settings, pauseMs, progress, signal } = options;
  const data = tradingData(settings);
  const keptFleet = join(state.root, 'trading-fleet.json');
  const quiet: Progress = { ...silentProgress, notice: progress.notice };
  const onSlot = (slot: TradedSlot): void => {
    progress.phase(slotLine(slot));
  };
  for (;;) {
    try {
      const { from, days } = weekToCome(data.prices, settings.from ?? firstDayOf(data.prices), keptFleet);
      progress.phase(`trading from ${from} on`);
      const run = `w${Math.floor(Date.now() / 1000).toString(36)}`;
      await trade(consortium, { ...settings, from, days }, data, {
        ...{ run, keptFleet, pauseMs, onSlot, signal },
        progress: quiet,
      });
    } catch (error) {
      signal.throwIfAborted();
      progress.notice(`trading was cut short: ${error instanceof Error ? error.message : String(error)}`);
      await pause(AFTER_FAILURE_MS, undefined, { signal });
    }
  }
}

/**
 * The days that the kept fleet goes on with; where their prices are unknown it is put aside, and one begins anew.
 * @throws RangeError where there is no day to begin with
 */
function weekToCome(prices: PriceSeries, from: string, keptFleet: string): WeekOfPrices {
  const kept = readKeptFleet(keptFleet);
  if (kept !== undefined) {
    const next = dayLater(kept.from, kept.day + 1);
    const [week] = weeksOfPrices(prices, next);
    if (week?.from === next) {
      return week;
    }
    renameSync(keptFleet, `${keptFleet}.${kept.run}`);
  }
  const [begun] = weeksOfPrices(prices, from);
  if (begun === undefined) {
    throw new RangeError(`no day from ${from} on has all its prices`);
  }
  return begun;
}

/** What came of a slot, in a line. */
export function slotLine({ leag, slot, status, reason, price, boughtWh, gridWh, orders }: TradedSlot): string {
  const place = `  ${leag} ${slot.slice(0, 16).replace('T', ' ')}`;
  if (reason !== null) {
    return `${place}  void: ${reason}`;
  }
  const at = price === null ? 'with the grid alone' : `at ${(price / 1e6).toFixed(4)} €/kWh`;
  const traded = `${(boughtWh / 1000).toFixed(1)} kWh ${at}, ${(gridWh / 1000).toFixed(1)} kWh of it with the grid`;
  return `${place}  ${status.toLowerCase()}: ${orders} orders, ${boughtWh === 0 ? 'nothing traded' : traded}`;
}
