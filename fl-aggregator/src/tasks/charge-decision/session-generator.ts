// SPDX-License-Identifier: Apache-2.0
import type { RandomStream } from '../../random-stream.js';
import { HOUR_MS } from './price-series.js';
import type { ChargeSession, ChargeVehicle } from './vehicle.js';

/** How a driver lives: local hours, and how much varies. */
export interface Habit {
  readonly arrival: number;
  readonly stayHours: number;
  /** Standard deviation of both, hours. */
  readonly spread: number;
  /** Share of days with a stay. */
  readonly daysShare: number;
  /** Mean kWh driven between two stays. */
  readonly drivenKwh: number;
}

/** A vehicle of the generator, with its driver. */
export interface GeneratedVehicle {
  readonly vehicle: ChargeVehicle;
  readonly habit: Habit;
}

/** Ways to live, as the sessions of homes, workplaces and shops differ. */
const kinds: readonly Habit[] = [
  { arrival: 18, stayHours: 13, spread: 1, daysShare: 0.95, drivenKwh: 10 }, // home, every night
  { arrival: 21, stayHours: 10, spread: 1.5, daysShare: 0.8, drivenKwh: 14 }, // home, late shift
  { arrival: 8, stayHours: 9, spread: 0.7, daysShare: 0.65, drivenKwh: 12 }, // workplace
  { arrival: 13, stayHours: 5, spread: 2, daysShare: 0.6, drivenKwh: 8 }, // afternoons
  { arrival: 17, stayHours: 20, spread: 3, daysShare: 0.45, drivenKwh: 22 }, // seldom, long
];

/**
 * A vehicle of 40 to 80 kWh with 4, 7 or 11 kWh/h, efficiency 0.93 each way and a driver of one of five kinds.
 * @param terms Wear and fee around which the vehicles' own lie, ± a third.
 */
export function generatedVehicle(
  terms: { readonly wearEuroPerKwh: number; readonly feeEuroPerKwh: number },
  stream: RandomStream,
): GeneratedVehicle {
  const capacityKwh = [40, 50, 60, 60, 60, 75, 80][stream.below(7)] as number;
  const own = (middle: number): number => middle * (2 / 3 + (2 / 3) * stream.uniform());
  const kind = kinds[stream.below(kinds.length)] as Habit;
  return {
    vehicle: {
      capacityKwh,
      powerKwh: [4, 7, 7, 7, 11][stream.below(5)] as number,
      reserveKwh: Math.round(capacityKwh * 0.1),
      targetKwh: Math.round(capacityKwh * (0.7 + 0.2 * stream.uniform())),
      efficiency: 0.93,
      wearEuroPerKwh: own(terms.wearEuroPerKwh),
      feeEuroPerKwh: own(terms.feeEuroPerKwh),
    },
    habit: {
      ...kind,
      arrival: kind.arrival + stream.normal(),
      drivenKwh: kind.drivenKwh * (0.7 + 0.6 * stream.uniform()),
    },
  };
}

/**
 * A driver's stays, in order and without overlap.
 * @param from First day, `to` the day after the last: UTC instants in ms.
 * @param timeZone IANA name; drivers keep to its clock, also where it jumps.
 */
export function generatedSessions(
  { vehicle, habit }: GeneratedVehicle,
  from: number,
  to: number,
  stream: RandomStream,
  timeZone = 'Europe/Amsterdam',
): ChargeSession[] {
  const offsetAt = zoneOffset(timeZone);
  const sessions: ChargeSession[] = [];
  let free = -Infinity;
  for (let day = from; day < to; day += 24 * HOUR_MS) {
    if (stream.uniform() >= habit.daysShare) {
      continue;
    }
    const utcOffset = offsetAt(day);
    const local = habit.arrival + habit.spread * stream.normal();
    const arrival = Math.round(day / HOUR_MS + local - utcOffset);
    const departure = arrival + Math.max(1, Math.round(habit.stayHours + habit.spread * stream.normal()));
    const drivenKwh = Math.round(habit.drivenKwh * (0.5 + stream.uniform()));
    if (arrival > free && departure * HOUR_MS <= to) {
      sessions.push({ arrival, departure, utcOffset, drivenKwh: Math.min(drivenKwh, vehicle.targetKwh - 1) });
      free = departure;
    }
  }
  return sessions;
}

/**
 * Whole hours that a zone's clock is ahead of UTC at noon of the day that begins at an instant.
 * @param timeZone IANA name.
 */
export function zoneOffset(timeZone: string): (day: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  return (day) => ((Number(format.format(day + 12 * HOUR_MS)) - 12 + 36) % 24) - 12;
}
