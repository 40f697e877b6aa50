// SPDX-License-Identifier: Apache-2.0

import { sampleCount, type SampleColumns } from '@wattpass/telemetry';
import { GAP_FACTOR } from './capacity.js';
import { judgeEach, outside, type Finding } from './finding.js';
import { frozenRuns } from './frozen-sensor.js';
import { median, medianInterval } from './median.js';
import type { RatedValues } from './rated-values.js';

/** The rules that recorded samples can break. They judge the recording; what the battery did is judged by `anomalies`. */
export type PlausibilityRule =
  | 'time-order' // a sample is not later than the one before it
  | 'gap' // an interval is far longer than usual
  | 'voltage-range' // a voltage no sensor of a working battery shows
  | 'current-range' // a current far above what the battery can carry
  | 'temperature-range' // a temperature outside the sensor's range
  | 'voltage-spike' // one sample stands out from both neighbours although the current does not change
  | 'temperature-spike' // one sample stands out from both neighbours
  | 'voltage-frozen' // the same reading for long under load
  | 'temperature-frozen'; // the same reading for very long under load

/** Thresholds of the plausibility rules. Shares are of the nominal voltage (or the chunk's median voltage). */
export interface PlausibilityLimits {
  /** A gap is an interval longer than this many median intervals. */
  readonly gapFactor: number;
  readonly leastVoltageShare: number;
  readonly greatestVoltageShare: number;
  /** Greatest current in multiples of the rated capacity per hour (C-rate). */
  readonly greatestCRate: number;
  readonly leastMillicelsius: number;
  readonly greatestMillicelsius: number;
  readonly voltageSpikeShare: number;
  readonly temperatureSpikeMillicelsius: number;
  /** A frozen sensor repeats itself at least this often… */
  readonly frozenSamples: number;
  /** …and for at least this long. */
  readonly voltageFrozenMs: number;
  readonly temperatureFrozenMs: number;
}

/**
 * Defaults, wide enough that a sound recording of any chemistry passes:
 * voltage 25–150 % of nominal (a lithium cell lives between 55 and 120 %, a deeply discharged one falls further); 20 C
 * (power cells carry 10 C for seconds); −40 to 120 °C (the range of the usual thermistors; above it a cell has vented); a
 * spike of 5 % of nominal with the current steady (a cell's voltage cannot jump and return without the current doing so); 5 K
 * (a cell's thermal time constant is minutes); 20 readings and 2 min of exactly the same voltage under load, 30 min of
 * temperature, because many systems resolve it in whole degrees. A constant current is no sign of a frozen sensor: cyclers
 * hold it.
 */
export const defaultPlausibilityLimits: PlausibilityLimits = {
  gapFactor: GAP_FACTOR,
  leastVoltageShare: 0.25,
  greatestVoltageShare: 1.5,
  greatestCRate: 20,
  leastMillicelsius: -40_000,
  greatestMillicelsius: 120_000,
  voltageSpikeShare: 0.05,
  temperatureSpikeMillicelsius: 5_000,
  frozenSamples: 20,
  voltageFrozenMs: 120_000,
  temperatureFrozenMs: 1_800_000,
};

/** A current that changes by less than this C-rate between samples is steady. */
const STEADY_C_RATE = 0.05;

/** Judges a recording; at most one finding per rule, with the first offending index. */
export function checkPlausibility(
  columns: SampleColumns,
  rated: RatedValues,
  limits: PlausibilityLimits = defaultPlausibilityLimits,
): Finding<PlausibilityRule>[] {
  return [
    ...checkTimes(columns.timeMs, limits),
    ...checkRanges(columns, rated, limits),
    ...checkSpikes(columns, rated, limits),
    ...frozenRuns('voltage-frozen', columns, columns.microvolts, rated, limits.frozenSamples, limits.voltageFrozenMs),
    ...frozenRuns(
      'temperature-frozen',
      columns,
      columns.millicelsius,
      rated,
      limits.frozenSamples,
      limits.temperatureFrozenMs,
    ),
  ];
}

function checkTimes(timeMs: Uint32Array, limits: PlausibilityLimits): Finding<PlausibilityRule>[] {
  const gap = limits.gapFactor * (medianInterval(timeMs) ?? 0);
  const interval = (index: number): number => (timeMs[index] ?? 0) - (timeMs[index - 1] ?? 0);
  return [
    ...judgeEach('time-order', timeMs.length, (index) => {
      return index > 0 && interval(index) <= 0 ? { value: interval(index), limit: 1 } : undefined;
    }),
    ...judgeEach('gap', timeMs.length, (index) => {
      return index > 0 && gap > 0 && interval(index) > gap ? { value: interval(index), limit: gap } : undefined;
    }),
  ];
}

function checkRanges(
  columns: SampleColumns,
  rated: RatedValues,
  limits: PlausibilityLimits,
): Finding<PlausibilityRule>[] {
  const count = sampleCount(columns);
  const nominal = referenceVoltage(columns, rated);
  const current = limits.greatestCRate * rated.capacityMicroampHours;
  return [
    ...judgeEach('voltage-range', count, (index) =>
      outside(
        columns.microvolts[index] ?? 0,
        limits.leastVoltageShare * nominal,
        limits.greatestVoltageShare * nominal,
      ),
    ),
    ...judgeEach('current-range', count, (index) => outside(columns.microamps[index] ?? 0, -current, current)),
    ...judgeEach('temperature-range', count, (index) =>
      outside(columns.millicelsius[index] ?? 0, limits.leastMillicelsius, limits.greatestMillicelsius),
    ),
  ];
}

function checkSpikes(
  columns: SampleColumns,
  rated: RatedValues,
  limits: PlausibilityLimits,
): Finding<PlausibilityRule>[] {
  const count = sampleCount(columns);
  const voltageLimit = limits.voltageSpikeShare * referenceVoltage(columns, rated);
  const steady = STEADY_C_RATE * rated.capacityMicroampHours;
  const isSteady = (index: number): boolean => prominence(columns.microamps, index).range <= steady;
  return [
    ...judgeEach('voltage-spike', count, (index) => {
      const { value } = prominence(columns.microvolts, index);
      return value > voltageLimit && isSteady(index) ? { value, limit: voltageLimit } : undefined;
    }),
    ...judgeEach('temperature-spike', count, (index) => {
      const { value } = prominence(columns.millicelsius, index);
      const limit = limits.temperatureSpikeMillicelsius;
      return value > limit ? { value, limit } : undefined;
    }),
  ];
}

function referenceVoltage(columns: SampleColumns, rated: RatedValues): number {
  return rated.nominalMicrovolts ?? median(columns.microvolts) ?? 0;
}

/** How far a sample stands outside the span of its two neighbours, and the range of all three. */
function prominence(values: Int32Array, index: number): { readonly value: number; readonly range: number } {
  const [before, here, after] = [values[index - 1], values[index], values[index + 1]];
  if (before === undefined || here === undefined || after === undefined) {
    return { value: 0, range: 0 };
  }
  const [low, high] = [Math.min(before, after), Math.max(before, after)];
  return {
    value: Math.max(0, here - high, low - here),
    range: Math.max(high, here) - Math.min(low, here),
  };
}
