// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';

const MS_PER_HOUR = 3_600_000;

/**
 * Coulomb counting: the charge in µAh that flowed into the battery between two samples (negative: out of it), by the
 * trapezoidal rule on the raw samples, Σ (I₍ₖ₎ + I₍ₖ₊₁₎)/2 · (t₍ₖ₊₁₎ − t₍ₖ₎). Not rounded; the sum itself is exact below
 * 2⁵³ µA·ms, which is 1,250 Ah.
 *
 * @param from Index of the first sample, included.
 * @param to Index of the last sample, included.
 */
export function chargeBetween(columns: Pick<SampleColumns, 'timeMs' | 'microamps'>, from: number, to: number): number {
  const { timeMs, microamps } = columns;
  let doubled = 0;
  for (let index = from; index < to; index += 1) {
    const interval = (timeMs[index + 1] ?? 0) - (timeMs[index] ?? 0);
    doubled += ((microamps[index] ?? 0) + (microamps[index + 1] ?? 0)) * interval;
  }
  return doubled / 2 / MS_PER_HOUR;
}
