// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../../learning-error.js';
import { columnOf, csvTable } from './csv-table.js';

/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;
/** Gaps up to this many hours are filled on a straight line; longer ones stay open. */
const FILLED_HOURS = 3;
/** No day-ahead auction has cleared beyond, in €/MWh. */
const HIGHEST = 20_000;

/** Hourly prices. */
export interface PriceSeries {
  /** Hours since 1970 UTC of the first price. */
  readonly firstHour: number;
  /** €/kWh; NaN where the file has a gap. */
  readonly prices: Float64Array;
  /** What was found and repaired. */
  readonly report: PriceReport;
}

/** Counts of what was not as it should be. */
export interface PriceReport {
  /** Rows without a readable time or price, left out. */
  readonly unreadable: number;
  /** Rows of an hour and minute that was there already; the first counts. */
  readonly repeated: number;
  /** Rows earlier than the one before. */
  readonly disordered: number;
  /** Hours filled on a straight line. */
  readonly filled: number;
  /** Hours left open. */
  readonly missing: number;
}

/**
 * Reads day-ahead prices: a time column (ISO 8601 with Z or an offset; without one it is taken as UTC) and a price column
 * in €/MWh or €/kWh, told by its name, in any order among others. Several prices within an hour are averaged. Times with
 * offsets make daylight-saving days come out right: 23 or 25 rows, each its own hour.
 * @throws LearningError WRONG_FILE if columns are missing, nothing is readable, or the numbers cannot be in the unit named.
 */
export function priceSeries(text: string): PriceSeries {
  const table = csvTable(text);
  const timeColumn = columnOf(table, /start|time|date|utc|hour/, 'the start of the hour');
  const priceColumn = columnOf(table, /price|eur|€/, 'the price');
  const perKilowattHour = /kwh/.test(table.columns[priceColumn] ?? '');
  const seen = new Map<number, number>();
  let [unreadable, repeated, disordered, latest] = [0, 0, 0, -Infinity];
  for (const row of table.rows) {
    const time = instantOf(row[timeColumn] ?? '');
    const price = numberOf(row[priceColumn] ?? '') * (perKilowattHour ? 1000 : 1);
    if (Number.isNaN(time) || !(Math.abs(price) <= HIGHEST)) {
      unreadable += 1;
    } else if (seen.has(time)) {
      repeated += 1;
    } else {
      disordered += time < latest ? 1 : 0;
      latest = Math.max(latest, time);
      seen.set(time, price);
    }
  }
  requirePlausible(seen);
  const { firstHour, prices } = hourly(seen);
  return { firstHour, prices, report: { unreadable, repeated, disordered, ...gapsFilled(prices) } };
}

/** The prices of the hours from `from` to before `to` (since 1970 UTC), or undefined if one is unknown. */
export function pricesBetween({ firstHour, prices }: PriceSeries, from: number, to: number): Float64Array | undefined {
  if (from < firstHour || to > firstHour + prices.length) {
    return undefined;
  }
  const part = prices.subarray(from - firstHour, to - firstHour);
  return part.some((price) => Number.isNaN(price)) ? undefined : part;
}

function instantOf(text: string): number {
  const trimmed = text.trim().replace(' ', 'T');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}/.test(trimmed)) {
    return NaN;
  }
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed) ? trimmed : `${trimmed}Z`);
}

function numberOf(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? NaN : Number(trimmed.includes('.') ? trimmed : trimmed.replace(',', '.'));
}

function requirePlausible(seen: ReadonlyMap<number, number>): void {
  if (seen.size === 0) {
    throw new LearningError('WRONG_FILE', 'file', 'at least one readable row');
  }
  const sorted = Float64Array.from(seen.values(), Math.abs).sort();
  const typical = sorted[sorted.length >> 1] as number;
  if (typical > 0 && typical < 1.5) {
    throw new LearningError('WRONG_FILE', 'price', '€/MWh: these look like €/kWh, which the column must be named for');
  }
}

function hourly(seen: ReadonlyMap<number, number>): { firstHour: number; prices: Float64Array } {
  let [firstHour, lastHour] = [Infinity, -Infinity];
  for (const time of seen.keys()) {
    firstHour = Math.min(firstHour, Math.floor(time / HOUR_MS));
    lastHour = Math.max(lastHour, Math.floor(time / HOUR_MS));
  }
  const sums = new Float64Array(lastHour - firstHour + 1);
  const counts = new Uint16Array(sums.length);
  for (const [time, price] of seen) {
    const place = Math.floor(time / HOUR_MS) - firstHour;
    sums[place] = (sums[place] as number) + price;
    counts[place] = (counts[place] as number) + 1;
  }
  const prices = sums.map((sum, place) => (counts[place] === 0 ? NaN : sum / (counts[place] as number) / 1000));
  return { firstHour, prices };
}

function gapsFilled(prices: Float64Array): { filled: number; missing: number } {
  let [filled, missing] = [0, 0];
  for (let place = 0; place < prices.length; place += 1) {
    if (Number.isNaN(prices[place])) {
      const start = place;
      while (Number.isNaN(prices[place])) {
        place += 1; // the last hour is always known
      }
      const length = place - start;
      const [before, after] = [prices[start - 1] as number, prices[place] as number];
      if (length <= FILLED_HOURS) {
        for (let step = 0; step < length; step += 1) {
          prices[start + step] = before + ((after - before) * (step + 1)) / (length + 1);
        }
        filled += length;
      } else {
        missing += length;
      }
    }
  }
  return { filled, missing };
}
