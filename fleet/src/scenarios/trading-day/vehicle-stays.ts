// SPDX-License-Identifier: Apache-2.0
import {
  generatedSessions,
  generatedVehicle,
  HOUR_MS,
  pricesBetween,
  randomStream,
  zoneOffset,
  type ChargeSession,
  type ChargeVehicle,
  type PriceSeries,
  type RandomStream,
  type RecordedStay,
  type RecordedStays,
} from '@wattpass/fl-aggregator';
import type { TradingCalendar } from './calendar.js';

const DAY_HOURS = 24;
/** The clock that drivers keep to: the price area's. */
const TIME_ZONE = 'Europe/Amsterdam';

/** A vehicle with what its driver does in the run. */
export interface VehicleLife {
  readonly vehicle: ChargeVehicle;
  /** In the order of arrival, without overlap, with known prices throughout. */
  readonly sessions: readonly ChargeSession[];
}

/** 60 kWh, 7 kW, leaves with 80 %, keeps 10 %. */
export const defaultVehicle: ChargeVehicle = {
  capacityKwh: 60,
  powerKwh: 7,
  reserveKwh: 6,
  targetKwh: 48,
  efficiency: 0.93,
  wearEuroPerKwh: 0.02,
  feeEuroPerKwh: 0.1,
};

/**
 * Lives of vehicles in a run. With recorded stays, each day of each vehicle is one of the recorded ones of the same weekday,
 * at the same hour of the local clock; without, drivers live as the stated generator has it.
 */
export function vehicleLives(
  count: number,
  {
    calendar,
    prices,
    stays,
    seed,
  }: {
    readonly calendar: TradingCalendar;
    readonly prices: PriceSeries;
    readonly stays?: RecordedStays | undefined;
    readonly seed: number;
  },
): VehicleLife[] {
  const byWeekday = stays === undefined ? undefined : weekdays(stays.stays);
  return Array.from({ length: count }, (_, number) => {
    const stream = randomStream(seed, 1, number);
    const sessions = byWeekday === undefined ? generated(calendar, stream) : drawn(byWeekday, calendar, stream);
    return { vehicle: defaultVehicle, sessions: fitting(sessions, calendar, prices) };
  });
}

/** Hours that a vehicle is plugged in within the run. */
export function hoursPlugged({ sessions }: VehicleLife, { from, to }: TradingCalendar): number {
  return sessions.reduce((sum, { arrival, departure }) => sum + Math.min(departure, to) - Math.max(arrival, from), 0);
}

function generated({ from, to }: TradingCalendar, stream: RandomStream): ChargeSession[] {
  const terms = { wearEuroPerKwh: defaultVehicle.wearEuroPerKwh, feeEuroPerKwh: defaultVehicle.feeEuroPerKwh };
  const { habit } = generatedVehicle(terms, stream);
  const until = (to + DAY_HOURS) * HOUR_MS; // a stay that ends after the run begins in it
  return generatedSessions({ vehicle: defaultVehicle, habit }, from * HOUR_MS, until, stream, TIME_ZONE);
}

/** Recorded stays by the weekday of their local arrival, 0 for a Thursday, as 1970 began. */
function weekdays(stays: readonly RecordedStay[]): RecordedStay[][] {
  const all: RecordedStay[][] = Array.from({ length: 7 }, () => []);
  for (const stay of stays) {
    all[weekdayOf(stay.arrival + stay.utcOffset)]?.push(stay);
  }
  return all;
}

function weekdayOf(hour: number): number {
  return Math.floor(hour / DAY_HOURS) % 7;
}

function drawn(
  byWeekday: readonly RecordedStay[][],
  { from, to }: TradingCalendar,
  stream: RandomStream,
): ChargeSession[] {
  const ahead = zoneOffset(TIME_ZONE);
  const sessions: ChargeSession[] = [];
  for (let day = from; day < to; day += DAY_HOURS) {
    const sameWeekday = byWeekday[weekdayOf(day)] ?? [];
    const pool = sameWeekday.length > 0 ? sameWeekday : byWeekday.flat();
    const recorded = pool[stream.below(pool.length)];
    if (recorded !== undefined) {
      const utcOffset = ahead(day * HOUR_MS);
      const localHour = (recorded.arrival + recorded.utcOffset) % DAY_HOURS;
      const arrival = day + localHour - utcOffset;
      const departure = arrival + recorded.departure - recorded.arrival;
      const drivenKwh = Math.min(Math.round(recorded.deliveredKwh), defaultVehicle.targetKwh - 1);
      sessions.push({ arrival, departure, utcOffset, drivenKwh });
    }
  }
  return sessions;
}

/** Leaves out stays that begin before another has ended, and those whose prices are not known. */
function fitting(
  sessions: readonly ChargeSession[],
  { from, to }: TradingCalendar,
  prices: PriceSeries,
): ChargeSession[] {
  let free = from;
  return sessions.flatMap((session) => {
    const { arrival, departure } = session;
    const fits = arrival >= free && arrival < to && pricesBetween(prices, arrival, departure) !== undefined;
    free = fits ? departure : free;
    return fits ? [session] : [];
  });
}
