// SPDX-License-Identifier: Apache-2.0

import { sampleCount, type SampleColumns } from '@wattpass/telemetry';
import { judgeEach, type Finding } from './finding.js';
import type { StepResistance } from './resistance.js';
import { WHOLE } from './state-of-health.js';

/** The first rules by which a battery, not its recording, is out of order. */
export type AnomalyRule =
  | 'resistance-rise' // value and limit in millionths of the reference resistance
  | 'temperature-high' // value and limit in m°C
  | 'temperature-low' // value and limit in m°C
  | 'temperature-rate'; // value and limit in m°C per second

/** Thresholds of the anomaly rules. */
export interface AnomalyLimits {
  /** Resistance over its reference, in millionths. */
  readonly resistanceRatio: number;
  readonly greatestMillicelsius: number;
  readonly leastMillicelsius: number;
  /** Temperature rise between neighbouring samples, m°C per second. */
  readonly millicelsiusPerSecond: number;
}

/**
 * Defaults: 150 % of the first resistance, halfway to the doubling that is the usual end-of-life criterion for power;
 * −20 and 60 °C, the limits for discharging on most lithium cells' data sheets; 1 K/s, the rate at which GB 38031 sees
 * thermal runaway.
 */
export const defaultAnomalyLimits: AnomalyLimits = {
  resistanceRatio: 1_500_000,
  greatestMillicelsius: 60_000,
  leastMillicelsius: -20_000,
  millicelsiusPerSecond: 1_000,
};

/**
 * Judges a battery by one chunk; at most one anomaly per rule, with the first offending index.
 * @param resistance Of this chunk, if it could be estimated.
 * @param referenceMicroohms What it is compared with; without it the resistance is not judged.
 */
export function findAnomalies(
  columns: SampleColumns,
  resistance: StepResistance | undefined,
  referenceMicroohms: number | undefined,
  limits: AnomalyLimits = defaultAnomalyLimits,
): Finding<AnomalyRule>[] {
  return [
    ...resistanceRise(resistance, referenceMicroohms, limits.resistanceRatio),
    ...temperatureAnomalies(columns, limits),
  ];
}

function resistanceRise(
  resistance: StepResistance | undefined,
  referenceMicroohms: number | undefined,
  limit: number,
): Finding<AnomalyRule>[] {
  if (resistance === undefined || referenceMicroohms === undefined) {
    return [];
  }
  const value = Math.floor((resistance.microohms * WHOLE) / referenceMicroohms);
  return value > limit ? [{ rule: 'resistance-rise', index: resistance.index, count: 1, value, limit }] : [];
}

function temperatureAnomalies(columns: SampleColumns, limits: AnomalyLimits): Finding<AnomalyRule>[] {
  const { timeMs, millicelsius } = columns;
  const count = sampleCount(columns);
  const { greatestMillicelsius, leastMillicelsius, millicelsiusPerSecond } = limits;
  return [
    ...judgeEach('temperature-high', count, (index) => {
      const value = millicelsius[index] ?? 0;
      return value > greatestMillicelsius ? { value, limit: greatestMillicelsius } : undefined;
    }),
    ...judgeEach('temperature-low', count, (index) => {
      const value = millicelsius[index] ?? 0;
      return value < leastMillicelsius ? { value, limit: leastMillicelsius } : undefined;
    }),
    ...judgeEach('temperature-rate', count, (index) => {
      const seconds = ((timeMs[index] ?? 0) - (timeMs[index - 1] ?? 0)) / 1000;
      const value = ((millicelsius[index] ?? 0) - (millicelsius[index - 1] ?? 0)) / seconds;
      return index > 0 && seconds > 0 && value >= millicelsiusPerSecond
        ? { value, limit: millicelsiusPerSecond }
        : undefined;
    }),
  ];
}
