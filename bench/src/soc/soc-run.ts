// SPDX-License-Identifier: Apache-2.0
import { randomStream } from '@wattpass/fl-aggregator';
import { initialSoc, stepSoc, type DischargeCurve, type FilteredBattery } from '@wattpass/twin';

/** What is wrong with the measurements, and with the state of charge that the filter is told. */
export interface SocFaults {
  /** Added to the true state of charge. */
  readonly startError: number;
  /** Share by which the current is measured too high. */
  readonly currentBias: number;
  /** Standard deviation of the voltage, V. */
  readonly voltageNoise: number;
  /** True state of charge at which the filter is switched on. */
  readonly from: number;
  readonly seed: number;
}

const SETTLING_SECONDS = 600;

/**
 * Runs the filter over a full discharge with faults added.
 * @returns its errors from ten minutes after the start on, as shares of the capacity.
 */
export function socErrors(curve: DischargeCurve, battery: FilteredBattery, faults: SocFaults): number[] {
  const noise = randomStream(faults.seed);
  const truth = curve.ampHours.map((charge) => 1 - charge / curve.totalAmpHours);
  const start = Math.max(
    0,
    truth.findIndex((soc) => soc <= faults.from),
  );
  let state = initialSoc(clamped((truth[start] ?? NaN) + faults.startError), battery);
  const errors: number[] = [];
  curve.seconds.forEach((time, index) => {
    if (index < start) {
      return;
    }
    const at = (column: Float64Array, place = index): number => column[place] ?? NaN;
    state = stepSoc(battery, state, {
      seconds: index === start ? 0 : time - at(curve.seconds, index - 1),
      volts: at(curve.volts) + faults.voltageNoise * noise.normal(),
      amps: -at(curve.amps) * (1 + faults.currentBias),
      celsius: at(curve.celsius),
    });
    if (time - at(curve.seconds, start) > SETTLING_SECONDS) {
      errors.push(state.soc - at(truth));
    }
  });
  return errors;
}

function clamped(soc: number): number {
  return Math.min(1, Math.max(0, soc));
}
