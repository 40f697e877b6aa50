// SPDX-License-Identifier: Apache-2.0
import { onEvenGrid } from '../math/interpolate.js';
import { arrhenius } from '../physical/equivalent-circuit.js';
import type { LoadedVoltage } from './loaded-voltage.js';

/** What the filter knows: two means and their covariance. Six numbers, however long a battery lives. */
export interface SocState {
  /** 0 to 1 of the present capacity. */
  readonly soc: number;
  /** Ω by which the resistance differs from the schedule. */
  readonly excessOhms: number;
  /** Variances of both and their covariance. */
  readonly socVariance: number;
  readonly ohmsVariance: number;
  readonly covariance: number;
  /** A at the last sample; negative is discharge. */
  readonly amps: number;
}

/** One measurement. */
export interface SocMeasurement {
  /** Seconds since the measurement before. */
  readonly seconds: number;
  readonly volts: number;
  /** A; negative is discharge. */
  readonly amps: number;
  readonly celsius: number;
}

/** The battery that is filtered. */
export interface FilteredBattery {
  /** Its present capacity, Ah, not the rated one. */
  readonly ampHours: number;
  readonly nominalVolts: number;
  readonly voltage: LoadedVoltage;
}

/** How wrong the first state of charge may be, and the schedule's resistance as a share of itself. */
const [START_DEVIATION, OHMS_DEVIATION] = [0.25, 0.1] as const;

/** What voltage table and sensor leave unexplained, as a share of the nominal voltage. It does not average out quickly. */
const VOLTAGE_DEVIATION = 0.015;

/** Variance per second that a wrong current and capacity bring in: 2.4 points in ten minutes. */
const SOC_VARIANCE_RATE = 1e-6;
const OHMS_VARIANCE_RATE = 1e-10;

/** An innovation counts at most as this many of its standard deviations, so that one wild voltage moves little. */
const MOST_DEVIATIONS = 4;

/** The filter before its first measurement. */
export function initialSoc(soc: number, { voltage }: FilteredBattery): SocState {
  const ohms = onEvenGrid(voltage.ohms, 0.5);
  return {
    soc,
    excessOhms: 0,
    socVariance: START_DEVIATION ** 2,
    ohmsVariance: (OHMS_DEVIATION * ohms) ** 2,
    covariance: 0,
    amps: 0,
  };
}

/**
 * One step of an extended Kalman filter (Plett 2004) over state of charge and excess resistance: charge is counted, then the
 * voltage corrects both. The resistance follows age, depth and temperature by the battery's own table, without which the
 * filter takes a worn battery for an empty one.
 */
export function stepSoc(battery: FilteredBattery, before: SocState, measured: SocMeasurement): SocState {
  const { seconds, volts, amps, celsius } = measured;
  const counted = before.soc + (((before.amps + amps) / 2) * seconds) / (3600 * battery.ampHours);
  const socVariance = before.socVariance + SOC_VARIANCE_RATE * seconds;
  const ohmsVariance = before.ohmsVariance + OHMS_VARIANCE_RATE * seconds;
  const { covariance } = before;
  const { expected, slope } = voltageOf(battery.voltage, counted, amps, celsius);
  const innovation = volts - (expected + amps * before.excessOhms);
  const socPart = slope * socVariance + amps * covariance;
  const ohmsPart = slope * covariance + amps * ohmsVariance;
  const variance = slope * socPart + amps * ohmsPart + (VOLTAGE_DEVIATION * battery.nominalVolts) ** 2;
  const limit = MOST_DEVIATIONS * Math.sqrt(variance);
  const correction = Math.min(limit, Math.max(-limit, innovation)) / variance;
  return {
    soc: Math.min(1, Math.max(0, counted + socPart * correction)),
    excessOhms: before.excessOhms + ohmsPart * correction,
    socVariance: socVariance - (socPart * socPart) / variance,
    ohmsVariance: ohmsVariance - (ohmsPart * ohmsPart) / variance,
    covariance: covariance - (socPart * ohmsPart) / variance,
    amps,
  };
}

/** The voltage that the table expects, and how it rises with the state of charge, V per 1. */
function voltageOf(
  table: LoadedVoltage,
  soc: number,
  amps: number,
  celsius: number,
): { readonly expected: number; readonly slope: number } {
  const warmth = arrhenius(celsius, onEvenGrid(table.celsius, 1 - soc));
  const voltsAt = (depth: number): number =>
    onEvenGrid(table.openVolts, depth) + amps * warmth * onEvenGrid(table.ohms, depth);
  const step = 1 / (table.openVolts.length - 1);
  const depth = Math.min(1 - step, Math.max(step, 1 - soc)); // at the ends the slope is that of the last stretch
  const slope = (voltsAt(depth - step) - voltsAt(depth + step)) / (2 * step);
  return { expected: voltsAt(1 - soc), slope: Math.max(0, slope) };
}

/** Standard deviation of the state of charge. */
export function socDeviation({ socVariance }: SocState): number {
  return Math.sqrt(socVariance);
}
