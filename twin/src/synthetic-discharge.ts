// SPDX-License-Identifier: Apache-2.0

import { columnsFromNumbers, type SampleColumns } from '@wattpass/telemetry';
import { openCircuitVoltage } from './open-circuit-voltage.js';
import { combinedSeed, roughlyNormal, seededRandom, type Random } from './random.js';
import { capacityAtCycle, resistanceGrowth, type SyntheticCell } from './synthetic-cell.js';

/** How a synthetic discharge is run and recorded. */
export interface SyntheticDischargeOptions {
  /** Discharge current in multiples of the rated capacity per hour; 1 by default. */
  readonly cRate?: number;
  /** End-of-discharge voltage in V; 2.7 by default. */
  readonly endVolts?: number;
  readonly ambientCelsius?: number;
  /** Time between samples in ms; 10,000 by default. */
  readonly intervalMs?: number;
}

/** Samples at rest before the load comes on, and after it has gone. */
const REST_SAMPLES = 3;

/** No discharge is recorded longer than this, whatever the C-rate. */
const MOST_SAMPLES = 20_000;

/** Heat a cell takes up per kelvin and rated Ah (J), and gives off per kelvin and second (W): an 18650's, roughly. */
const HEAT_CAPACITY = 22;
const HEAT_LOSS = 0.03;

/** What changes while a cell discharges. */
interface CellState {
  readonly stateOfCharge: number;
  readonly polarisationVolts: number;
  readonly celsius: number;
  readonly amps: number;
}

type Recording = Record<keyof SampleColumns, number[]>;

/**
 * A full constant-current discharge of a synthetic cell at a cycle, from 1, with rests before and after, as sampled by a
 * management system with a little noise. First-order equivalent circuit (open-circuit voltage, ohmic resistance, one
 * R-C pair) with a lumped thermal mass; implicit Euler steps. The same arguments give the same samples.
 */
export function syntheticDischarge(
  cell: SyntheticCell,
  cycle: number,
  options: SyntheticDischargeOptions = {},
): SampleColumns {
  const { cRate = 1, endVolts = 2.7, ambientCelsius = 24, intervalMs = 10_000 } = options;
  const random = seededRandom(combinedSeed(cell.seed, cycle));
  const recording: Recording = { timeMs: [], microvolts: [], microamps: [], millicelsius: [] };
  let state: CellState = { stateOfCharge: 1, polarisationVolts: 0, celsius: ambientCelsius, amps: 0 };
  const sample = (amps: number): number => {
    state = stepped(cell, cycle, state, amps, intervalMs / 1000, ambientCelsius);
    const volts = terminalVolts(cell, cycle, state);
    record(recording, cell, intervalMs, volts, state, random);
    return volts;
  };
  const rest = (): void => {
    for (let count = 0; count < REST_SAMPLES; count += 1) {
      sample(0);
    }
  };
  rest();
  while (recording.timeMs.length < MOST_SAMPLES && sample(cRate * cell.ratedAmpHours) >= endVolts);
  rest();
  return columnsFromNumbers(recording);
}

function stepped(
  cell: SyntheticCell,
  cycle: number,
  state: CellState,
  amps: number,
  seconds: number,
  ambientCelsius: number,
): CellState {
  const growth = resistanceGrowth(cell, cycle);
  const share = seconds / cell.polarisationSeconds;
  const heat = amps * amps * growth * (cell.ohms + cell.polarisationOhms);
  const mass = HEAT_CAPACITY * cell.ratedAmpHours;
  const loss = HEAT_LOSS * cell.ratedAmpHours;
  const ampHours = (((state.amps + amps) / 2) * seconds) / 3600;
  return {
    stateOfCharge: state.stateOfCharge - ampHours / capacityAtCycle(cell, cycle),
    polarisationVolts: (state.polarisationVolts + share * growth * cell.polarisationOhms * amps) / (1 + share),
    celsius: (state.celsius + (seconds * (heat + loss * ambientCelsius)) / mass) / (1 + (seconds * loss) / mass),
    amps,
  };
}

function terminalVolts(cell: SyntheticCell, cycle: number, state: CellState): number {
  // Below empty the voltage collapses, so that a discharge at any current meets its end voltage.
  const collapse = Math.max(0, -state.stateOfCharge) * 20;
  const ohmic = state.amps * cell.ohms * resistanceGrowth(cell, cycle);
  return openCircuitVoltage(state.stateOfCharge) - collapse - ohmic - state.polarisationVolts;
}

/** Noise of the size that cyclers show: 0.3 mV, C/1000, 0.02 K. */
function record(
  recording: Recording,
  cell: SyntheticCell,
  intervalMs: number,
  volts: number,
  state: CellState,
  random: Random,
): void {
  recording.timeMs.push(recording.timeMs.length * intervalMs);
  recording.microvolts.push(Math.round(1e6 * volts + 300 * roughlyNormal(random)));
  recording.microamps.push(Math.round(-1e6 * state.amps + 1000 * cell.ratedAmpHours * roughlyNormal(random)));
  recording.millicelsius.push(Math.round(1e3 * state.celsius + 20 * roughlyNormal(random)));
}
