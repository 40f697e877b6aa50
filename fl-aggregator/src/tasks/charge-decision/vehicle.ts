// SPDX-License-Identifier: Apache-2.0
import { requirePositive, requireWhole, requireWithin } from '../../math/rule-parameters.js';

/** A vehicle with its charger and its owner's terms. Energies are whole kWh at the battery. */
export interface ChargeVehicle {
  readonly capacityKwh: number;
  /** Energy in or out of the battery in an hour at full power. */
  readonly powerKwh: number;
  /** Below this it does not discharge. */
  readonly reserveKwh: number;
  /** What must be in the battery at departure. */
  readonly targetKwh: number;
  /** Share that arrives, each way. */
  readonly efficiency: number;
  /** What discharging a kWh for sale costs the battery, €. */
  readonly wearEuroPerKwh: number;
  /** Fees and taxes on a kWh bought, €. */
  readonly feeEuroPerKwh: number;
}

/** One stay at a charger. */
export interface ChargeSession {
  /** First hour, since 1970 UTC. */
  readonly arrival: number;
  /** First hour after the stay. */
  readonly departure: number;
  /** Hours that local time is ahead of UTC at arrival. */
  readonly utcOffset: number;
  /** Whole kWh driven since the stay before. */
  readonly drivenKwh: number;
}

/** What a vehicle can do in an hour: the classes of the task's model. */
export const chargeActions = ['discharge', 'idle', 'charge'] as const;
export type ChargeAction = 0 | 1 | 2;
export const DISCHARGE: ChargeAction = 0;
export const IDLE: ChargeAction = 1;
export const CHARGE: ChargeAction = 2;

/** @throws LearningError WRONG_PARAMETER naming the field. */
export function requireVehicle(vehicle: ChargeVehicle): void {
  requireWhole('capacityKwh', vehicle.capacityKwh, 1, 1000);
  requireWhole('powerKwh', vehicle.powerKwh, 1, 1000);
  requireWhole('targetKwh', vehicle.targetKwh, 0, vehicle.capacityKwh);
  requireWhole('reserveKwh', vehicle.reserveKwh, 0, vehicle.targetKwh);
  requirePositive('efficiency', vehicle.efficiency);
  requireWithin('efficiency', vehicle.efficiency, 0, 1 + Number.EPSILON);
  requireWithin('wearEuroPerKwh', vehicle.wearEuroPerKwh, 0, Infinity);
  requireWithin('feeEuroPerKwh', vehicle.feeEuroPerKwh, 0, Infinity);
}

/** Energy in the battery after an hour of an action. */
export function energyAfter(vehicle: ChargeVehicle, energy: number, action: ChargeAction): number {
  switch (action) {
    case CHARGE:
      return Math.min(vehicle.capacityKwh, energy + vehicle.powerKwh);
    case DISCHARGE:
      return energy <= vehicle.reserveKwh ? energy : Math.max(vehicle.reserveKwh, energy - vehicle.powerKwh);
    default:
      return energy;
  }
}

/** € paid for bringing the battery from one energy to another in an hour at this price; negative if earned. */
export function costOf(vehicle: ChargeVehicle, before: number, after: number, price: number): number {
  const change = after - before;
  return change >= 0
    ? (change / vehicle.efficiency) * (price + vehicle.feeEuroPerKwh)
    : change * (vehicle.efficiency * price - vehicle.wearEuroPerKwh);
}

/** The energy that must be there at departure: the target, or as much as full power reaches in a short stay. */
export function departureEnergy(vehicle: ChargeVehicle, arrivalEnergy: number, hours: number): number {
  return Math.min(vehicle.targetKwh, arrivalEnergy + vehicle.powerKwh * hours);
}

/**
 * The shield: the wanted action if the departure's energy can still be reached after it, or else the nearest to it that
 * allows so: idling before charging.
 * @param hoursAfter Hours left after this one.
 */
export function shielded(
  vehicle: ChargeVehicle,
  energy: number,
  required: number,
  hoursAfter: number,
  wanted: ChargeAction,
): ChargeAction {
  const reaches = (action: ChargeAction): boolean =>
    energyAfter(vehicle, energy, action) + vehicle.powerKwh * hoursAfter >= required;
  if (reaches(wanted)) {
    return wanted;
  }
  return wanted === DISCHARGE && reaches(IDLE) ? IDLE : CHARGE;
}
