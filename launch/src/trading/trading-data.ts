// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { priceSeries, recordedStays, type PriceSeries, type RecordedStays } from '@wattpass/fl-aggregator';
import { generatedPrices } from './generated-prices.js';
import type { TradingSettings } from './trading-flags.js';

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
 * @throws TradingFileError naming the flag, the file and what is wrong with it.
 */
export function tradingData({ prices, sessions, seed }: TradingSettings): TradingData {
  return {
    prices: prices === undefined ? generatedPrices(seed) : readAs('prices', prices, priceSeries),
    ...(sessions === undefined ? {} : { stays: readAs('sessions', sessions, recordedStays) }),
  };
}

function readAs<T>(flag: string, file: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TradingFileError(`--${flag}: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
