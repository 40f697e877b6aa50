// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { quantile } from '../math/quantile.js';
import { median } from '../median.js';
import { DataSpaceError } from './data-space-error.js';
import type { Expected, Series } from './series.js';

/** A median voltage this many times the nominal one, or its inverse, is another unit: mV for V is a factor 1,000. */
const VOLTAGE_FACTOR = 20;

/** No battery carries its rated capacity in a minute: a usual current above 60 C is another unit. */
const GREATEST_C_RATE = 60;

/** A median above this is kelvin: a battery that warm has burnt. */
const GREATEST_CELSIUS = 150;

/** A recording that moves its rated capacity more often than this many times at a usual current has other times. */
const GREATEST_TURNOVER = 200;

/**
 * Refuses a series whose columns are in other units than s, V, A and °C, judged by medians, so that outliers do not
 * decide. Nothing is converted: whoever sends the wrong unit may send others as well.
 * @throws DataSpaceError UNIT_VOLTAGE, UNIT_CURRENT, UNIT_TEMPERATURE or UNIT_TIME.
 */
export function requireUnits(series: Series, { ratedAmpHours, nominalVolts }: Expected): void {
  const volts = typical(series.volts);
  if (volts > VOLTAGE_FACTOR * nominalVolts || volts < nominalVolts / VOLTAGE_FACTOR) {
    throw new DataSpaceError(
      'UNIT_VOLTAGE',
      'volts',
      `volts; the median is ${volts}, the nominal voltage ${nominalVolts}`,
    );
  }
  const amps = quantile(finite(series.amps).map(Math.abs), 0.75);
  if (amps > GREATEST_C_RATE * ratedAmpHours) {
    throw new DataSpaceError(
      'UNIT_CURRENT',
      'amps',
      `amperes; ${amps} is usual, the rated capacity ${ratedAmpHours} Ah`,
    );
  }
  const celsius = typical(series.celsius);
  if (celsius > GREATEST_CELSIUS) {
    throw new DataSpaceError('UNIT_TEMPERATURE', 'celsius', `degrees Celsius; the median is ${celsius}`);
  }
  requireSeconds(series, ratedAmpHours);
}

function requireSeconds({ seconds, amps }: Series, ratedAmpHours: number): void {
  let ampHours = 0;
  for (let index = 1; index < seconds.length; index += 1) {
    const interval = Math.abs(at(seconds, index) - at(seconds, index - 1));
    const current = Math.abs(at(amps, index));
    ampHours += Number.isFinite(interval * current) ? (interval * current) / 3600 : 0;
  }
  if (ampHours > GREATEST_TURNOVER * ratedAmpHours) {
    throw new DataSpaceError('UNIT_TIME', 'seconds', `seconds; ${ampHours} Ah would have flowed`);
  }
}

function typical(values: Float64Array): number {
  return median(finite(values)) ?? NaN;
}

function finite(values: Float64Array): Float64Array {
  return values.filter(Number.isFinite);
}
