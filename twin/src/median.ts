// SPDX-License-Identifier: Apache-2.0

/** The median: the middle value, or the mean of the two middle values. Undefined for no values. */
export function median(values: ArrayLike<number>): number | undefined {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** The median time between neighbouring samples in ms; undefined for fewer than two samples. */
export function medianInterval(timeMs: ArrayLike<number>): number | undefined {
  const intervals = Array.from({ length: Math.max(0, timeMs.length - 1) }, (_, place) => {
    return (timeMs[place + 1] ?? 0) - (timeMs[place] ?? 0);
  });
  return median(intervals);
}
