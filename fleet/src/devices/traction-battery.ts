// SPDX-License-Identifier: Apache-2.0
import type { ChargeVehicle } from '@wattpass/fl-aggregator';

/**
 * The battery of a vehicle with its charger, hour by hour, in whole Wh: what is in it, and what goes in and out on the grid's
 * side, where the meter sits. Losses are rounded against the vehicle, so that no energy is ever made.
 */
export class TractionBattery {
  #energyWh: number;
  readonly capacityWh: number;
  /** In or out of the battery in an hour at full power. */
  readonly powerWh: number;
  readonly reserveWh: number;
  readonly #efficiency: number;

  constructor(vehicle: ChargeVehicle, energyWh: number) {
    this.capacityWh = vehicle.capacityKwh * 1000;
    this.powerWh = vehicle.powerKwh * 1000;
    this.reserveWh = vehicle.reserveKwh * 1000;
    this.#efficiency = vehicle.efficiency;
    this.#energyWh = Math.min(this.capacityWh, Math.max(0, energyWh));
  }

  /** What is in it. */
  get energyWh(): number {
    return this.#energyWh;
  }

  /** What it can take from the grid in an hour. */
  get mostBoughtWh(): number {
    return Math.floor(Math.min(this.powerWh, this.capacityWh - this.#energyWh) / this.#efficiency);
  }

  /** What it can give to the grid in an hour, down to its reserve. */
  get mostSoldWh(): number {
    return Math.floor(Math.max(0, Math.min(this.powerWh, this.#energyWh - this.reserveWh)) * this.#efficiency);
  }

  /** Takes energy from the grid, as much as fits; gives what the meter counts. */
  charge(gridWh: number): number {
    const taken = Math.min(gridWh, this.mostBoughtWh);
    this.#energyWh += Math.floor(taken * this.#efficiency);
    return taken;
  }

  /** Charges at full power for an hour, or until it is full; gives what the meter counts. */
  chargeFully(): number {
    const gained = Math.min(this.powerWh, this.capacityWh - this.#energyWh);
    this.#energyWh += gained;
    return upward(gained / this.#efficiency);
  }

  /** Gives energy to the grid, as far as it can; gives what the meter counts. */
  discharge(gridWh: number): number {
    const given = Math.min(gridWh, this.mostSoldWh);
    this.#energyWh -= upward(given / this.#efficiency);
    return given;
  }

  /** Drives; an empty battery stays empty (the car was charged elsewhere). */
  drive(energyWh: number): void {
    this.#energyWh = Math.max(0, this.#energyWh - energyWh);
  }
}

/** Rounds up, but not for what is a rounding of the division: 93 / 0.93 is above 100. */
function upward(value: number): number {
  return Math.ceil(value - 1e-6);
}
