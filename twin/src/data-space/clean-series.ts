// SPDX-License-Identifier: Apache-2.0
import { GAP_FACTOR } from '../capacity.js';
import { at } from '../math/at.js';
import { medianInterval } from '../median.js';
import { DataSpaceError } from './data-space-error.js';
import { requireSameLengths, rowsOf, type Expected, type Series } from './series.js';
import { requireUnits } from './units.js';

/** What was repaired in a series, in rows. Nothing is averaged or invented: rows are dropped or put in order. */
export interface Repairs {
  /** Rows with a value that is no finite number. */
  readonly notFinite: number;
  /** Rows with a value that no sensor of a battery shows. */
  readonly outOfRange: number;
  /** Rows put back in their place in time. */
  readonly disordered: number;
  /** Rows dropped because they repeat another, value by value. */
  readonly repeated: number;
  /** Rows dropped because another row has the same time and other values; the first one stays. */
  readonly conflicting: number;
  /** Rows whose voltage stands out from both neighbours although the current is steady. */
  readonly spikes: number;
  /** Intervals more than ten times as long as usual; what lies in them is not known and not filled in. */
  readonly gaps: number;
}

/** A series that is in order, and what was done to it. */
export interface CleanSeries {
  readonly series: Series;
  readonly repairs: Repairs;
}

/** Limits of what is repaired and what is refused. */
export interface CleanLimits {
  /** Share of rows that may be dropped. */
  readonly greatestDroppedShare: number;
  /** Share of rows that may be out of order. */
  readonly greatestDisorderedShare: number;
  /** Share of the whole time that one gap may take. */
  readonly greatestGapShare: number;
  readonly leastRows: number;
}

/** Defaults: a tenth of the rows dropped, a tenth out of order, one gap of a twentieth of the time. */
export const defaultCleanLimits: CleanLimits = {
  greatestDroppedShare: 0.1,
  greatestDisorderedShare: 0.1,
  greatestGapShare: 0.05,
  leastRows: 2,
};

/** Shares of the nominal voltage, and °C, outside which a value is a sensor's fault; see the plausibility rules. */
const [LEAST_VOLTAGE, GREATEST_VOLTAGE, LEAST_CELSIUS, GREATEST_CELSIUS] = [0.25, 1.5, -60, 150] as const;
/** A spike stands out by this share of the nominal voltage while the current changes by less than this C-rate. */
const [SPIKE_SHARE, STEADY_C_RATE] = [0.05, 0.05] as const;

/**
 * Puts a series in order, or refuses it.
 * @throws DataSpaceError with its code if the units are wrong, or more is at fault than `limits` allow.
 */
export function cleanSeries(raw: Series, expected: Expected, limits: CleanLimits = defaultCleanLimits): CleanSeries {
  requireSameLengths(raw);
  requireRows(raw, limits);
  requireUnits(raw, expected);
  const { series: sound, notFinite, outOfRange } = withoutFaults(raw, expected);
  const { series: ordered, ...order } = inOrder(sound, limits);
  const { series, spikes } = withoutSpikes(ordered, expected);
  requireRows(series, limits);
  const dropped = raw.seconds.length - series.seconds.length;
  if (dropped > limits.greatestDroppedShare * raw.seconds.length) {
    throw new DataSpaceError('TOO_MANY_FAULTS', 'rows', `${dropped} of ${raw.seconds.length} rows would be dropped`);
  }
  return { series, repairs: { notFinite, outOfRange, ...order, spikes, gaps: countGaps(series.seconds, limits) } };
}

function requireRows({ seconds }: Series, { leastRows }: CleanLimits): void {
  if (seconds.length < leastRows) {
    throw new DataSpaceError('TOO_SHORT', 'rows', `at least ${leastRows}, not ${seconds.length}`);
  }
}

function withoutFaults(
  raw: Series,
  { nominalVolts }: Expected,
): { readonly series: Series; readonly notFinite: number; readonly outOfRange: number } {
  const rows = Array.from(raw.seconds.keys());
  const finite = rows.filter((row) =>
    [raw.seconds, raw.volts, raw.amps, raw.celsius].every((column) => Number.isFinite(column[row])),
  );
  const kept = finite.filter((row) => {
    const volts = at(raw.volts, row) / nominalVolts;
    const celsius = at(raw.celsius, row);
    return (
      volts >= LEAST_VOLTAGE && volts <= GREATEST_VOLTAGE && celsius >= LEAST_CELSIUS && celsius <= GREATEST_CELSIUS
    );
  });
  return { series: rowsOf(raw, kept), notFinite: rows.length - finite.length, outOfRange: finite.length - kept.length };
}

function inOrder(
  series: Series,
  limits: CleanLimits,
): { readonly series: Series } & Pick<Repairs, 'disordered' | 'repeated' | 'conflicting'> {
  const { seconds } = series;
  let latest = -Infinity;
  let disordered = 0;
  for (const time of seconds) {
    disordered += time < latest ? 1 : 0;
    latest = Math.max(latest, time);
  }
  if (disordered > limits.greatestDisorderedShare * seconds.length) {
    throw new DataSpaceError('TIME_ORDER', 'seconds', `in order of time; ${disordered} of ${seconds.length} are not`);
  }
  const sorted = Array.from(seconds.keys()).sort(
    (left, right) => at(seconds, left) - at(seconds, right) || left - right,
  );
  const kept: number[] = [];
  let [repeated, conflicting] = [0, 0];
  for (const row of sorted) {
    const before = kept.at(-1);
    if (before === undefined || at(seconds, before) !== at(seconds, row)) {
      kept.push(row);
    } else if ([series.volts, series.amps, series.celsius].every((column) => column[before] === column[row])) {
      repeated += 1;
    } else {
      conflicting += 1;
    }
  }
  return { series: rowsOf(series, kept), disordered, repeated, conflicting };
}

function withoutSpikes(
  series: Series,
  { nominalVolts, ratedAmpHours }: Expected,
): { readonly series: Series; readonly spikes: number } {
  const last = series.seconds.length - 1;
  const kept = Array.from(series.seconds.keys()).filter((row) => {
    if (row === 0 || row === last) {
      return true;
    }
    const around = (column: Float64Array): readonly [number, number] => [at(column, row - 1), at(column, row + 1)];
    const currents = [...around(series.amps), at(series.amps, row)];
    const [low, high] = around(series.volts).toSorted((left, right) => left - right) as [number, number];
    const outside = Math.max(low - at(series.volts, row), at(series.volts, row) - high);
    const isSteady = Math.max(...currents) - Math.min(...currents) <= STEADY_C_RATE * ratedAmpHours;
    return !isSteady || outside <= SPIKE_SHARE * nominalVolts;
  });
  return { series: rowsOf(series, kept), spikes: last + 1 - kept.length };
}

function countGaps(seconds: Float64Array, limits: CleanLimits): number {
  const usual = medianInterval(seconds) ?? 0;
  const whole = at(seconds, seconds.length - 1) - at(seconds, 0);
  let gaps = 0;
  for (let index = 1; index < seconds.length; index += 1) {
    const interval = at(seconds, index) - at(seconds, index - 1);
    if (interval > GAP_FACTOR * usual) {
      gaps += 1;
      if (interval > limits.greatestGapShare * whole) {
        throw new DataSpaceError(
          'GAP',
          'seconds',
          `no gap over ${limits.greatestGapShare} of the time, not ${interval} s`,
        );
      }
    }
  }
  return gaps;
}
