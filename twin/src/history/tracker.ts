// SPDX-License-Identifier: Apache-2.0

/** What is known of a quantity that drifts as a battery ages: three numbers and a count, however long it lives. */
export interface Tracked {
  readonly level: number;
  /** Change per cycle. */
  readonly trend: number;
  /** Covariance of both: level, level with trend, trend. */
  readonly variance: readonly [number, number, number];
  readonly cycle: number;
  readonly count: number;
}

/** How a quantity drifts and is measured; all standard deviations. */
export interface Drift {
  /** Of one measurement. */
  readonly measured: number;
  /** Of the level's own jumps, per root cycle: recovery after rests. */
  readonly level: number;
  /** Of the trend's change, per root cycle. */
  readonly trend: number;
  /** Of the trend before anything is known. */
  readonly firstTrend: number;
}

/** For capacity as a share of the rated one. */
export const capacityDrift: Drift = { measured: 0.01, level: 0.003, trend: 0.0002, firstTrend: 0.005 };

/** For resistance over its reference. */
export const resistanceDrift: Drift = { measured: 0.03, level: 0.005, trend: 0.0003, firstTrend: 0.005 };

/** An innovation counts at most as this many of its standard deviations: one wild measurement moves little. */
const MOST_DEVIATIONS = 3;

/**
 * One more measurement of a tracked quantity: a Kalman filter for a local linear trend (Harvey 1989), with the innovation
 * bounded (Huber). Cycles may be skipped; a measurement of a cycle before the last is refused.
 * @param before Undefined for the first measurement.
 * @throws RangeError if the cycle lies before the last one, or the value is not finite.
 */
export function track(before: Tracked | undefined, cycle: number, value: number, drift: Drift): Tracked {
  if (!Number.isFinite(value)) {
    throw new RangeError('value: a finite number');
  }
  if (before === undefined) {
    return { level: value, trend: 0, variance: [drift.measured ** 2, 0, drift.firstTrend ** 2], cycle, count: 1 };
  }
  if (cycle < before.cycle) {
    throw new RangeError(`cycle: not before ${before.cycle}, which is tracked already`);
  }
  const ahead = movedOn(before, cycle - before.cycle, drift);
  const [level, both, trend] = ahead.variance;
  const variance = level + drift.measured ** 2;
  const limit = MOST_DEVIATIONS * Math.sqrt(variance);
  const innovation = Math.min(limit, Math.max(-limit, value - ahead.level));
  return {
    level: ahead.level + (level / variance) * innovation,
    trend: ahead.trend + (both / variance) * innovation,
    variance: [level - (level * level) / variance, both - (level * both) / variance, trend - (both * both) / variance],
    cycle,
    count: before.count + 1,
  };
}

/** What a tracked quantity will be, and its standard deviation, a number of cycles ahead, if the trend goes on. */
export function forecast(
  tracked: Tracked,
  cycles: number,
  drift: Drift,
): { readonly expected: number; readonly deviation: number } {
  const ahead = movedOn(tracked, cycles, drift);
  return { expected: ahead.level, deviation: Math.sqrt(ahead.variance[0]) };
}

function movedOn(tracked: Tracked, cycles: number, drift: Drift): Tracked {
  const [level, both, trend] = tracked.variance;
  const moved = drift.trend ** 2;
  return {
    ...tracked,
    level: tracked.level + cycles * tracked.trend,
    variance: [
      level + 2 * cycles * both + cycles ** 2 * trend + drift.level ** 2 * cycles + (moved * cycles ** 3) / 3,
      both + cycles * trend + (moved * cycles ** 2) / 2,
      trend + moved * cycles,
    ],
    cycle: tracked.cycle + cycles,
  };
}
