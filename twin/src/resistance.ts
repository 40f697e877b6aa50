// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { loadThreshold } from './discharge-window.js';
import { median } from './median.js';
import type { RatedValues } from './rated-values.js';

/** An internal resistance, estimated from a step of the current. */
export interface StepResistance {
  /** ΔV/ΔI in µΩ, rounded to the nearest. */
  readonly microohms: number;
  /** Time between the two samples: the longer it is, the more polarisation the value holds besides the ohmic part. */
  readonly intervalMs: number;
  /** Index of the sample after the step. */
  readonly index: number;
}

/** The reference is the median of this many first estimates, because a single one moves with the sampling instant. */
const REFERENCE_COUNT = 5;

/**
 * Internal resistance from the step at load onset, (V₀ − V₁)/(I₀ − I₁) between the last sample at rest and the first
 * under load (direct-current resistance, as in IEC 62660-1, but over the sampling interval instead of a fixed time).
 * @returns undefined if the chunk has no sample at rest before the load, or the voltage does not fall.
 */
export function onsetResistance(columns: SampleColumns, rated: RatedValues): StepResistance | undefined {
  const { timeMs, microvolts, microamps } = columns;
  const threshold = loadThreshold(microamps, rated);
  const index = microamps.findIndex((current) => -current >= threshold);
  const [restVoltage, restCurrent, restTime] = [microvolts[index - 1], microamps[index - 1], timeMs[index - 1]];
  if (restVoltage === undefined || restCurrent === undefined || restTime === undefined || restCurrent > threshold) {
    return undefined;
  }
  const drop = restVoltage - (microvolts[index] ?? 0);
  const step = restCurrent - (microamps[index] ?? 0);
  if (drop <= 0) {
    return undefined;
  }
  return { microohms: Math.round((drop / step) * 1e6), intervalMs: (timeMs[index] ?? 0) - restTime, index };
}

/** What later resistances are compared with: the median of the first five estimates in µΩ; undefined for none. */
export function referenceResistance(microohms: readonly number[]): number | undefined {
  const reference = median(microohms.slice(0, REFERENCE_COUNT));
  return reference === undefined ? undefined : Math.round(reference);
}
