// SPDX-License-Identifier: Apache-2.0
import { publishedHours, type ChargeSituation } from './features.js';
import type { ChargePolicy } from './policies.js';
import { pricesBetween, type PriceSeries } from './price-series.js';
import {
  costOf,
  departureEnergy,
  energyAfter,
  requireVehicle,
  shielded,
  type ChargeSession,
  type ChargeVehicle,
} from './vehicle.js';

/** What a vehicle's stays came to. */
export interface Operation {
  /** € paid for energy, fees and wear, less what was earned and the worth of what the battery gained on the whole. */
  readonly euro: number;
  /** The worth of what the battery gained, € at the mean price; `euro` is less by it. */
  readonly gainedEuro: number;
  readonly sessions: number;
  /** Stays left out because a price is unknown. */
  readonly skipped: number;
  /** Stays too short to reach the target at full power all along. */
  readonly short: number;
  /** Stays that ended with less energy than had to be and could be there. The shield keeps this at none. */
  readonly missedDepartures: number;
}

/** One stay with what is known of it at arrival. */
export interface Stay {
  readonly session: ChargeSession;
  readonly prices: Float64Array;
  readonly arrivalEnergy: number;
  readonly required: number;
}

/**
 * Lives through a vehicle's stays one after the other; what is in the battery at departure, less what is driven, comes
 * back to the next. Every decision goes through the shield.
 */
export function operated(
  vehicle: ChargeVehicle,
  sessions: readonly ChargeSession[],
  series: PriceSeries,
  policy: ChargePolicy,
): Operation {
  requireVehicle(vehicle);
  let energy = vehicle.targetKwh;
  let [euro, skipped, short, missed, priceSum, hours] = [0, 0, 0, 0, 0, 0];
  for (const session of sessions) {
    const prices = pricesBetween(series, session.arrival, session.departure);
    if (prices === undefined) {
      skipped += 1;
      continue;
    }
    const arrivalEnergy = Math.max(0, energy - session.drivenKwh);
    const required = departureEnergy(vehicle, arrivalEnergy, prices.length);
    const end = stayed(vehicle, { session, prices, arrivalEnergy, required }, policy);
    energy = end.energy;
    euro += end.euro;
    short += required < vehicle.targetKwh ? 1 : 0;
    missed += energy < required ? 1 : 0;
    priceSum += prices.reduce((sum, price) => sum + price, 0);
    hours += prices.length;
  }
  const gained = hours === 0 ? 0 : ((energy - vehicle.targetKwh) * priceSum) / hours;
  return {
    euro: euro - gained,
    gainedEuro: gained,
    sessions: sessions.length - skipped,
    skipped,
    short,
    missedDepartures: missed,
  };
}

/** What is known in an hour of a stay. */
export function situationAt({ session, prices, required }: Stay, hour: number, energy: number): ChargeSituation {
  const localHour = (((session.arrival + hour + session.utcOffset) % 24) + 24) % 24;
  const hoursLeft = prices.length - hour;
  const known = prices.subarray(hour, hour + Math.min(hoursLeft, publishedHours(localHour)));
  return { energy, required, localHour, hoursLeft, known };
}

function stayed(vehicle: ChargeVehicle, stay: Stay, policy: ChargePolicy): { energy: number; euro: number } {
  const { prices, required } = stay;
  const decide = policy(vehicle, stay);
  let energy = stay.arrivalEnergy;
  let euro = 0;
  for (let hour = 0; hour < prices.length; hour += 1) {
    const wanted = decide(situationAt(stay, hour, energy));
    const after = energyAfter(vehicle, energy, shielded(vehicle, energy, required, prices.length - hour - 1, wanted));
    euro += costOf(vehicle, energy, after, prices[hour] as number);
    energy = after;
  }
  return { energy, euro };
}
