// SPDX-License-Identifier: Apache-2.0

/** Why a series was refused. Callers branch on the code, never on the prose. */
export type DataSpaceErrorCode =
  | 'LENGTHS_DIFFER' // the columns have different lengths
  | 'TOO_SHORT' // too few rows to say anything
  | 'TOO_MANY_FAULTS' // so many rows had to be dropped that what is left is another recording
  | 'TIME_ORDER' // so many rows were out of order that their times cannot be trusted
  | 'GAP' // too long a stretch is missing
  | 'UNIT_VOLTAGE' // voltages are no volts: millivolts, most likely
  | 'UNIT_CURRENT' // currents are no amperes: milliamperes, most likely
  | 'UNIT_TEMPERATURE' // temperatures are no degrees Celsius: kelvin, most likely
  | 'UNIT_TIME'; // times are no seconds: milliseconds, most likely

/** A refusal of a series, with the column it concerns and the rule it breaks. */
export class DataSpaceError extends Error {
  override readonly name = 'DataSpaceError';

  /**
   * @param code Stable reason.
   * @param column The column at fault: `seconds`, `volts`, `amps`, `celsius`; `rows` for all of them.
   * @param rule What it must be, and what was seen.
   */
  constructor(
    readonly code: DataSpaceErrorCode,
    readonly column: 'seconds' | 'volts' | 'amps' | 'celsius' | 'rows',
    readonly rule: string,
  ) {
    super(`${column}: ${rule}`);
  }
}
