// SPDX-License-Identifier: Apache-2.0
import type { ChargeVehicle } from './vehicle.js';

/** What a vehicle knows when it decides. */
export interface ChargeSituation {
  readonly energy: number;
  /** kWh that must be there at departure. */
  readonly required: number;
  /** Hour of the day, local. */
  readonly localHour: number;
  /** Hours until departure, this one included. */
  readonly hoursLeft: number;
  /** €/kWh of this hour and of those after it that are published, to departure at most. */
  readonly known: Float64Array;
}

/** How many inputs the task's model has. */
export const CHARGE_INPUTS = 22;
/** €/kWh that count as one. */
const PRICE_SCALE = 0.1;
/** The auction's results for the next day are out by this local hour. */
const PUBLISHED_AT = 13;

/** How many hours from a local hour on are published: to the end of the day, from 13:00 to the end of the next. */
export function publishedHours(localHour: number): number {
  return 24 - localHour + (localHour >= PUBLISHED_AT ? 24 : 0);
}

/**
 * The model's inputs: state of charge, hour and price; the published curve as its least, mean and highest price and the
 * rank of now in it; hours left, energy needed and room; wear and fee; and what these make of each other: the gain of
 * buying now against the dearest hour that still has to be bought, of selling now and buying back, of buying now and
 * selling later, each also bent to its sign.
 * @param out Where to write.
 * @param start First place.
 */
export function writeChargeFeatures(
  vehicle: ChargeVehicle,
  situation: ChargeSituation,
  out: Float64Array,
  start: number,
): void {
  const { energy, required, localHour, hoursLeft, known } = situation;
  const price = known[0] as number;
  const later = known.slice(1).sort();
  const needed = Math.max(0, required - energy) / vehicle.powerKwh;
  const gains = gainsOf(vehicle, price, later, needed);
  const angle = (2 * Math.PI * localHour) / 24;
  const least = later.length === 0 ? price : Math.min(price, later[0] as number);
  const most = later.length === 0 ? price : Math.max(price, later[later.length - 1] as number);
  out.set(
    [
      energy / vehicle.capacityKwh,
      Math.sin(angle),
      Math.cos(angle),
      bounded(price / PRICE_SCALE),
      bounded(least / PRICE_SCALE),
      bounded(known.reduce((sum, each) => sum + each, 0) / known.length / PRICE_SCALE),
      bounded(most / PRICE_SCALE),
      later.length === 0 ? 0.5 : countBelow(later, price) / later.length,
      Math.min(hoursLeft, 24) / 24,
      needed / hoursLeft,
      Math.min(4, (vehicle.capacityKwh - energy) / vehicle.powerKwh) / 4,
      bounded((energy - required) / vehicle.powerKwh / 4),
      vehicle.wearEuroPerKwh / PRICE_SCALE,
      vehicle.feeEuroPerKwh / PRICE_SCALE,
      energy <= vehicle.reserveKwh ? 1 : 0,
      energy >= vehicle.capacityKwh ? 1 : 0,
      ...gains.flatMap((gain) => [bounded(gain / PRICE_SCALE), Math.tanh(gain / (PRICE_SCALE / 10))]),
    ],
    start,
  );
}

/** €/kWh gained by charging now for the departure, by discharging now, and by charging now for a sale. */
function gainsOf(vehicle: ChargeVehicle, price: number, later: Float64Array, needed: number): number[] {
  const { efficiency, wearEuroPerKwh: wear, feeEuroPerKwh: fee } = vehicle;
  const buying = (price + fee) / efficiency;
  const dearest = price + 2 * PRICE_SCALE; // where no later hour is left, buying now is what remains
  const marginal = later[Math.ceil(needed) - 1] ?? dearest;
  const replacing = later[Math.ceil(needed)] ?? dearest;
  const forDeparture = needed > 0 ? (marginal + fee) / efficiency - buying : -PRICE_SCALE;
  const bySelling = efficiency * price - wear - (replacing + fee) / efficiency;
  const best = later.length === 0 ? price : (later[later.length - 1] as number);
  return [forDeparture, bySelling, efficiency * best - wear - buying];
}

function countBelow(sorted: Float64Array, value: number): number {
  let count = 0;
  while (count < sorted.length && (sorted[count] as number) < value) {
    count += 1;
  }
  return count;
}

function bounded(value: number): number {
  return Math.min(4, Math.max(-4, value));
}
