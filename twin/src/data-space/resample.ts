// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { interpolate } from '../math/interpolate.js';
import type { Series } from './series.js';

/**
 * A clean series at even instants, linear between neighbouring rows. Inside an interval longer than `longestGap` nothing is
 * invented: those instants are left out.
 * @param interval Seconds between instants, positive.
 * @param longestGap Seconds that may be bridged.
 */
export function resample(series: Series, interval: number, longestGap: number): Series {
  const { seconds } = series;
  const [first, last] = [at(seconds, 0), at(seconds, seconds.length - 1)];
  const instants: number[] = [];
  let place = 0;
  for (let step = 0; first + step * interval <= last; step += 1) {
    const instant = first + step * interval;
    while (place + 1 < seconds.length && at(seconds, place + 1) < instant) {
      place += 1;
    }
    if (
      instant === at(seconds, place) ||
      instant === at(seconds, place + 1) ||
      !(at(seconds, place + 1) - at(seconds, place) > longestGap)
    ) {
      instants.push(instant);
    }
  }
  const sampled = (column: keyof Series): Float64Array =>
    Float64Array.from(instants, (instant) => interpolate(seconds, series[column], instant));
  return {
    seconds: Float64Array.from(instants),
    volts: sampled('volts'),
    amps: sampled('amps'),
    celsius: sampled('celsius'),
  };
}
