// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  HOUR_MS,
  priceSeries,
  pricesBetween,
  recordedStays,
  type PriceSeries,
  type RecordedStays,
} from '@wattpass/fl-aggregator';
import { generatedPrices } from './generated-prices.js';
import type { TradingSettings } from './trading-flags.js';

const DAY_HOURS = 24;

/** A file of prices or sessions that cannot be used. */
export class TradingFileError extends Error {
  readonly code = 'TRADING_FILE';
}

/** What trading days run on. */
export interface TradingData {
  readonly prices: PriceSeries;
  /** Absent where they are to be generated. */
  readonly stays?: RecordedStays;
}

/**
 * Reads prices and sessions, or generates prices.
 * @throws TradingFileError naming the flag, the file and what is wrong with it, or that the days asked for are not in it.
 */
export function tradingData({ prices, sessions, seed, from, days }: TradingSettings): TradingData {
  const series = prices === undefined ? generatedPrices(seed) : readAs('prices', prices, priceSeries);
  if (from !== undefined) {
    requirePrices(series, from, days);
  }
  return {
    prices: series,
    ...(sessions === undefined ? {} : { stays: readAs('sessions', sessions, recordedStays) }),
  };
}

function requirePrices(series: PriceSeries, from: string, days: number): void {
  const hour = Date.parse(from) / HOUR_MS;
  if (Number.isNaN(hour) || pricesBetween(series, hour, hour + days * DAY_HOURS) === undefined) {
    const last = new Date((series.firstHour + series.prices.length - 1) * HOUR_MS).toISOString();
    const first = new Date(series.firstHour * HOUR_MS).toISOString();
    throw new TradingFileError(`--from: not all prices of ${days} days from ${from} on are known: ${first} to ${last}`);
  }
}

function readAs<T>(flag: string, file: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TradingFileError(`--${flag}: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
