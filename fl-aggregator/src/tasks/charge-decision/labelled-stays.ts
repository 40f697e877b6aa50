// SPDX-License-Identifier: Apache-2.0
import type { Examples } from '../../models/examples.js';
import type { RandomStream } from '../../random-stream.js';
import { CHARGE_INPUTS, writeChargeFeatures } from './features.js';
import { situationAt, type Stay } from './operation.js';
import { optimalPlan } from './optimal-plan.js';
import { pricesBetween, type PriceSeries } from './price-series.js';
import { departureEnergy, energyAfter, type ChargeSession, type ChargeVehicle } from './vehicle.js';

/**
 * What a vehicle can learn from its own stays: in each hour the optimum's action on the optimum's path, and once more with
 * another amount of energy, so that the model also knows the way back. Labels come from the dynamic programme over the
 * stay's prices.
 */
export function labelledStays(
  vehicle: ChargeVehicle,
  sessions: readonly ChargeSession[],
  series: PriceSeries,
  stream: RandomStream,
): Examples {
  const labels: number[] = [];
  const features: Float64Array[] = [];
  const add = (stay: Stay, hour: number, energy: number, label: number): void => {
    const row = new Float64Array(CHARGE_INPUTS);
    writeChargeFeatures(vehicle, situationAt(stay, hour, energy), row, 0);
    features.push(row);
    labels.push(label);
  };
  for (const session of sessions) {
    const prices = pricesBetween(series, session.arrival, session.departure);
    if (prices !== undefined) {
      const arrivalEnergy = Math.max(0, vehicle.targetKwh - session.drivenKwh);
      const required = departureEnergy(vehicle, arrivalEnergy, prices.length);
      label(vehicle, { session, prices, arrivalEnergy, required }, stream, add);
    }
  }
  const all = new Float64Array(features.length * CHARGE_INPUTS);
  features.forEach((row, place) => {
    all.set(row, place * CHARGE_INPUTS);
  });
  return { count: labels.length, features: all, labels: Uint8Array.from(labels) };
}

function label(
  vehicle: ChargeVehicle,
  stay: Stay,
  stream: RandomStream,
  add: (stay: Stay, hour: number, energy: number, label: number) => void,
): void {
  const plan = optimalPlan(vehicle, stay.prices, stay.required);
  let energy = stay.arrivalEnergy;
  for (let hour = 0; hour < stay.prices.length; hour += 1) {
    const best = plan.actionAt(hour, energy);
    if (best !== undefined) {
      add(stay, hour, energy, best);
      energy = energyAfter(vehicle, energy, best);
    }
    const elsewhere = vehicle.reserveKwh + stream.below(vehicle.capacityKwh - vehicle.reserveKwh + 1);
    const there = plan.actionAt(hour, elsewhere);
    if (there !== undefined) {
      add(stay, hour, elsewhere, there);
    }
  }
}
