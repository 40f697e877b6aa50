// SPDX-License-Identifier: Apache-2.0
import { HOUR_MS, pricesBetween, type PriceSeries } from '@wattpass/fl-aggregator';

const DAY_HOURS = 24;
/** How many days before the end of the series a run begins, where nothing else is asked for. */
const DAYS_BEFORE_END = 30;

/** The hours of a run in the price series, and the slots that stand for them on the ledger. */
export interface TradingCalendar {
  /** First hour of the run since 1970, as the series counts them, and the first one after it. */
  readonly from: number;
  readonly to: number;
  readonly slotsPerDay: number;
  /** Whether an hour is traded. */
  isTraded(hour: number): boolean;
  /** The name of the slot in which an hour is traded, and the end of its delivery. */
  slotOf(hour: number): { readonly slot: string; readonly deliveryEnd: string };
}

/**
 * The hours of a run. A slot bears the name of the hour whose price it has, whenever it is traded: delivery times are labels.
 * @param options `from` is a UTC day such as `2023-05-01`.
 * @throws RangeError if a price of these days is unknown
 */
export function tradingCalendar(
  prices: PriceSeries,
  options: {
    readonly from?: string | undefined;
    readonly days: number;
    readonly firstSlot?: number | undefined;
    readonly slotsPerDay?: number | undefined;
  },
): TradingCalendar {
  const { days, firstSlot = 0, slotsPerDay = DAY_HOURS } = options;
  const from = firstHourOf(prices, options);
  const to = from + days * DAY_HOURS;
  if (pricesBetween(prices, from, to) === undefined) {
    throw new RangeError(`from: not all prices of the ${days} days from ${dayOf(from)} on are known`);
  }
  return {
    from,
    to,
    slotsPerDay,
    isTraded: (hour) => hour % DAY_HOURS >= firstSlot && hour % DAY_HOURS < firstSlot + slotsPerDay,
    slotOf: (hour) => ({ slot: instantOf(hour), deliveryEnd: instantOf(hour + 1) }),
  };
}

/** The UTC day of an hour, such as `2023-05-01`. */
export function dayOf(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString().slice(0, 10);
}

function firstHourOf(
  { firstHour, prices }: PriceSeries,
  { from, days }: { readonly from?: string | undefined; readonly days: number },
): number {
  if (from === undefined) {
    const end = Math.floor((firstHour + prices.length) / DAY_HOURS) * DAY_HOURS;
    return end - Math.max(days, DAYS_BEFORE_END) * DAY_HOURS;
  }
  const hour = Date.parse(`${from}T00:00:00Z`) / HOUR_MS;
  if (Number.isNaN(hour)) {
    throw new RangeError(`from: ${from} is no day such as 2023-05-01`);
  }
  return hour;
}

function instantOf(hour: number): string {
  return `${new Date(hour * HOUR_MS).toISOString().slice(0, 19)}Z`;
}
