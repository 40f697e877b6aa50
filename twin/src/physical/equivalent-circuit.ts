// SPDX-License-Identifier: Apache-2.0
import { onEvenGrid } from '../math/interpolate.js';

/**
 * A cell or pack as an equivalent circuit: a source, a resistance and one R-C pair (Thévenin; Plett 2015, ch. 2). At the
 * reference temperature and when new.
 */
export interface EquivalentCircuit {
  readonly ampHours: number;
  /** V at even states of charge from 0 to 1. */
  readonly openCircuitVolts: Float64Array;
  readonly ohms: number;
  readonly polarisationOhms: number;
  readonly polarisationSeconds: number;
  readonly referenceCelsius: number;
}

/** How far a battery has aged: 1 and 1 when new. */
export interface Ageing {
  readonly capacityShare: number;
  readonly resistanceGrowth: number;
}

/** What changes while a circuit is in use. */
export interface CircuitState {
  /** 0 to 1 of the aged capacity. */
  readonly stateOfCharge: number;
  readonly polarisationVolts: number;
}

/** Conditions of a step. */
export interface CircuitLoad {
  /** A; negative is discharge. */
  readonly amps: number;
  readonly seconds: number;
  readonly celsius: number;
}

const KELVIN = 273.15;

/** Activation energy of a lithium-ion cell's resistance over the gas constant, K: 20 kJ/mol, typical of 10 to 40 °C. */
export const ACTIVATION_KELVIN = 2_405;

/** How many times as high a resistance is at one temperature as at another, after Arrhenius. */
export function arrhenius(celsius: number, referenceCelsius: number): number {
  return Math.exp(ACTIVATION_KELVIN * (1 / (celsius + KELVIN) - 1 / (referenceCelsius + KELVIN)));
}

/** The state after a load held for a while: charge counted, the R-C pair solved exactly for a constant current. */
export function stepCircuit(
  circuit: EquivalentCircuit,
  ageing: Ageing,
  state: CircuitState,
  { amps, seconds, celsius }: CircuitLoad,
): CircuitState {
  const decay = Math.exp(-seconds / circuit.polarisationSeconds);
  const ohms = circuit.polarisationOhms * ageing.resistanceGrowth * arrhenius(celsius, circuit.referenceCelsius);
  return {
    stateOfCharge: state.stateOfCharge + (amps * seconds) / (3600 * circuit.ampHours * ageing.capacityShare),
    polarisationVolts: state.polarisationVolts * decay + amps * ohms * (1 - decay),
  };
}

/** Terminal voltage, V. */
export function terminalVolts(
  circuit: EquivalentCircuit,
  ageing: Ageing,
  state: CircuitState,
  { amps, celsius }: Pick<CircuitLoad, 'amps' | 'celsius'>,
): number {
  const ohms = circuit.ohms * ageing.resistanceGrowth * arrhenius(celsius, circuit.referenceCelsius);
  return onEvenGrid(circuit.openCircuitVolts, state.stateOfCharge) + amps * ohms + state.polarisationVolts;
}

/** Heat that a current makes in the resistances, W. */
export function ohmicHeat(circuit: EquivalentCircuit, ageing: Ageing, { amps, celsius }: CircuitLoad): number {
  const ohms = (circuit.ohms + circuit.polarisationOhms) * ageing.resistanceGrowth;
  return amps * amps * ohms * arrhenius(celsius, circuit.referenceCelsius);
}

/** The circuit of a pack of equal cells: voltages and resistances add up in series, currents in parallel. */
export function packCircuit(cell: EquivalentCircuit, series: number, parallel: number): EquivalentCircuit {
  return {
    ampHours: cell.ampHours * parallel,
    openCircuitVolts: cell.openCircuitVolts.map((volts) => volts * series),
    ohms: (cell.ohms * series) / parallel,
    polarisationOhms: (cell.polarisationOhms * series) / parallel,
    polarisationSeconds: cell.polarisationSeconds,
    referenceCelsius: cell.referenceCelsius,
  };
}
