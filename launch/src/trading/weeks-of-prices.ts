// SPDX-License-Identifier: Apache-2.0
import { pricesBetween, type PriceSeries } from '@wattpass/fl-aggregator';

const [DAY_HOURS, DAY_MS, WEEK_DAYS] = [24, 86_400_000, 7];
/** Some days in a row, whose prices are all known. */
export interface WeekOfPrices {
  /** The first, as the series names it, such as `2023-05-01`. */
  readonly from: string;
  /** How many, at most seven. */
  readonly days: number;
}

/** Cuts the days from a day on into weeks; a day with an unknown price ends one. */
export function weeksOfPrices(prices: PriceSeries, from: string): readonly WeekOfPrices[] {
  const end = Math.floor((prices.firstHour + prices.prices.length) / DAY_HOURS);
  const weeks: WeekOfPrices[] = [];
  let days = 0;
  for (let day = Date.parse(from) / DAY_MS; day <= end; day += 1) {
    const isKnown = pricesBetween(prices, day * DAY_HOURS, (day + 1) * DAY_HOURS) !== undefined;
    if (days > 0 && (!isKnown || days === WEEK_DAYS)) {
      weeks.push({ from: nameOf(day - days), days });
      days = 0;
    }
    days += isKnown ? 1 : 0;
  }
  return weeks;
}

/** The first whole day of the prices, such as `2023-05-01`. */
export function firstDayOf({ firstHour }: PriceSeries): string {
  return nameOf(Math.ceil(firstHour / DAY_HOURS));
}

/** The day that follows another by so many. */
export function dayLater(day: string, days: number): string {
  return nameOf(Date.parse(day) / DAY_MS + days);
}

function nameOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
