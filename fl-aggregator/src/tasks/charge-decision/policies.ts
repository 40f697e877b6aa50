// SPDX-License-Identifier: Apache-2.0
import { predictedClass, type ModelSpec } from '../../models/model.js';
import { CHARGE_INPUTS, writeChargeFeatures, type ChargeSituation } from './features.js';
import { optimalPlan, type OptimalPlan } from './optimal-plan.js';
import { CHARGE, DISCHARGE, IDLE, type ChargeAction, type ChargeVehicle } from './vehicle.js';

/**
 * Decides the hours of one stay. Made at arrival; the price curve of the whole stay is for the optimum alone, everybody
 * else looks at `known` of each situation.
 */
export type ChargePolicy = (
  vehicle: ChargeVehicle,
  stay: { readonly prices: Float64Array; readonly required: number },
) => (situation: ChargeSituation) => ChargeAction;

/** The model's shape: a softmax over the three actions. */
export const chargeModel: ModelSpec = { kind: 'softmax', inputs: CHARGE_INPUTS, classes: 3 };

/** Charges from arrival until the departure's energy is there. */
export const uncontrolled: ChargePolicy = () => (situation) => (situation.energy < situation.required ? CHARGE : IDLE);

/** Charges below one price and discharges above another, €/kWh, whatever comes later. */
export function thresholdPolicy(low: number, high: number): ChargePolicy {
  return () =>
    ({ known }) => {
      const price = known[0] as number;
      return price <= low ? CHARGE : price >= high ? DISCHARGE : IDLE;
    };
}

/** The dynamic programme with the prices of the whole stay. */
export const perfectForesight: ChargePolicy = (vehicle, { prices, required }) => {
  const plan: OptimalPlan = optimalPlan(vehicle, prices, required);
  return ({ energy, hoursLeft }) => plan.actionAt(prices.length - hoursLeft, energy) ?? CHARGE;
};

/** A trained model's most likely action. */
export function modelPolicy(parameters: Float64Array, spec: ModelSpec = chargeModel): ChargePolicy {
  const features = new Float64Array(CHARGE_INPUTS);
  return (vehicle) => (situation) => {
    writeChargeFeatures(vehicle, situation, features, 0);
    return predictedClass(spec, parameters, features) as ChargeAction;
  };
}
