// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { loadThreshold } from './discharge-window.js';
import { judgeEach, type Finding } from './finding.js';
import type { RatedValues } from './rated-values.js';

/**
 * Runs of exactly the same reading while current flows: at least `leastSamples` of them over at least `leastMs`. At rest a
 * reading may well stand still. One finding at most; `index` is where the first run begins, `value` its length in ms.
 */
export function frozenRuns<Rule extends string>(
  rule: Rule,
  columns: SampleColumns,
  readings: Int32Array,
  rated: RatedValues,
  leastSamples: number,
  leastMs: number,
): Finding<Rule>[] {
  const { timeMs, microamps } = columns;
  const load = loadThreshold(microamps, rated);
  const continues = (index: number): boolean =>
    index < readings.length && readings[index] === readings[index - 1] && Math.abs(microamps[index] ?? 0) >= load;
  return judgeEach(rule, readings.length, (start) => {
    if (continues(start)) {
      return undefined; // inside a run that was judged where it began
    }
    let end = start;
    while (continues(end + 1)) {
      end += 1;
    }
    const value = (timeMs[end] ?? 0) - (timeMs[start] ?? 0);
    return end - start + 1 >= leastSamples && value >= leastMs ? { value, limit: leastMs } : undefined;
  });
}
