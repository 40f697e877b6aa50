// SPDX-License-Identifier: Apache-2.0
import { CHARGE, costOf, DISCHARGE, energyAfter, IDLE, type ChargeAction, type ChargeVehicle } from './vehicle.js';

/** The best that can be done from every state of a stay. */
export interface OptimalPlan {
  /** The best action in an hour of the stay with this much energy; undefined if the departure's energy is out of reach. */
  actionAt(hour: number, energy: number): ChargeAction | undefined;
  /** € from this state to departure; Infinity if out of reach. */
  costAt(hour: number, energy: number): number;
}

/** Ties go to the quieter action. */
const ORDER: readonly ChargeAction[] = [IDLE, CHARGE, DISCHARGE];
const NONE = 255;

/**
 * Dynamic programming backwards over the hours and the whole kWh in the battery. What is left over at departure is worth
 * nothing here, so that a stay pays for itself.
 * @param prices €/kWh of each hour of the stay.
 * @param required kWh at departure.
 */
export function optimalPlan(vehicle: ChargeVehicle, prices: Float64Array, required: number): OptimalPlan {
  const states = vehicle.capacityKwh + 1;
  const hours = prices.length;
  const costs = new Float64Array((hours + 1) * states).fill(Infinity);
  const actions = new Uint8Array(hours * states).fill(NONE);
  costs.fill(0, hours * states + required);
  for (let hour = hours - 1; hour >= 0; hour -= 1) {
    const price = prices[hour] as number;
    for (let energy = 0; energy < states; energy += 1) {
      const state = hour * states + energy;
      for (const action of ORDER) {
        const after = energyAfter(vehicle, energy, action);
        const cost = costOf(vehicle, energy, after, price) + (costs[(hour + 1) * states + after] as number);
        if (cost < (costs[state] as number)) {
          costs[state] = cost;
          actions[state] = action;
        }
      }
    }
  }
  return {
    costAt: (hour, energy) => costs[hour * states + energy] as number,
    actionAt: (hour, energy) => {
      const action = actions[hour * states + energy] as number;
      return action === NONE ? undefined : (action as ChargeAction);
    },
  };
}
