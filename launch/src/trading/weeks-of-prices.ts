// SPDX-License-Identifier: Apache-2.0
import { pricesBetween, type PriceSeries } from '@wattpass/fl-aggregator';

const [DAY_HOURS, DAY_MS, WEEK_DAYS] = [24, 86_400_000, 7];
/** Where prices are gone through from, unless told otherwise: their last month. */
const DAYS_BEFORE_END = 30;

/** Some days in a row, whose prices are all known. */
export interface WeekOfPrices {
  /** The first, as the series names it, such as `2023-05-01`. */
  readonly from: string;
  /** How many, at most seven. */
  readonly days: number;
}

/**
 * Cuts the days from a day on, or from the 30th before the end, into weeks; a day with an unknown price ends one.
 * @throws RangeError where no day has all its prices
 */
export function weeksOfPrices(prices: PriceSeries, from: string | undefined): readonly WeekOfPrices[] {
  const first = Math.ceil(prices.firstHour / DAY_HOURS);
  const end = Math.floor((prices.firstHour + prices.prices.length) / DAY_HOURS);
  const start = from === undefined ? Math.max(first, end - DAYS_BEFORE_END) : Date.parse(from) / DAY_MS;
  const weeks: WeekOfPrices[] = [];
  let days = 0;
  for (let day = start; day <= end; day += 1) {
    const isKnown = pricesBetween(prices, day * DAY_HOURS, (day + 1) * DAY_HOURS) !== undefined;
    if (days > 0 && (!isKnown || days === WEEK_DAYS)) {
      weeks.push({ from: new Date((day - days) * DAY_MS).toISOString().slice(0, 10), days });
      days = 0;
    }
    days += isKnown ? 1 : 0;
  }
  if (weeks.length === 0) {
    throw new RangeError(`--from: no day from ${from ?? 'the last month'} on has all its prices`);
  }
  return weeks;
}
