// SPDX-License-Identifier: Apache-2.0

// Alphabets of GB/T 34014-2017, written here from the standard: a label printer knows nothing of the ledger.
const YEARS = '123456789ABCDEFGHJKLMNPRSTVWXY';
const DAYS = '123456789ABCDEFGHJKLMNPRSTVWXY0';
const FIRST_YEAR = 2011;
const HEAD = '9WPCE18'; // manufacturer 9WP, a cell, ternary, specification 18
const TRACEABILITY = '0000DEM';

/** The codes on a battery's label. */
export interface BatteryLabel {
  /** GB/T 34014 code of 24 characters. */
  readonly firstLife: string;
  /** Second-life code of 19 characters, for use as a cell. */
  readonly secondLife: string;
}

/** The codes of the `number`th battery of a day. @throws RangeError if the standard has no such day or number. */
export function batteryLabel(day: Date, number: number): BatteryLabel {
  const year = YEARS[day.getUTCFullYear() - FIRST_YEAR];
  const month = YEARS[day.getUTCMonth()];
  const date = DAYS[day.getUTCDate() - 1];
  if (year === undefined || month === undefined || date === undefined || number < 1 || number > 9_999_999) {
    throw new RangeError(`no GB/T 34014 code for number ${number} of ${day.toISOString()}`);
  }
  const rest = `${year}${month}${date}${String(number).padStart(7, '0')}`;
  return { firstLife: `${HEAD}${TRACEABILITY}${rest}`, secondLife: `${HEAD}${rest}RC` };
}
