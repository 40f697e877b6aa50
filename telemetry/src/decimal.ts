// SPDX-License-Identifier: Apache-2.0

import { TelemetryError } from './telemetry-error.js';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A decimal number as an integer count of `10^-digits`, worked out on its decimal digits and never through binary
 * fractions: `scaledInteger('1.005', 3)` is 1005. Digits beyond the unit are rounded half away from zero.
 *
 * @param value Decimal text (`-2.0125`, `5e-05`), or a number, which stands for its shortest decimal text.
 * @param digits How many decimal places the integer unit has: 6 for volts to microvolts, 3 for seconds to milliseconds.
 * @param pointer Where the value stands, for the error.
 * @throws TelemetryError WRONG_FORMAT if the value is no finite decimal number, OUT_OF_RANGE if the result is no safe
 *   integer.
 */
export function scaledInteger(value: string | number, digits: number, pointer = ''): number {
  const scaled = signedInteger(String(value).trim(), digits);
  if (scaled === undefined) {
    throw new TelemetryError('WRONG_FORMAT', pointer, 'a decimal number such as -2.0125');
  }
  if (!Number.isSafeInteger(scaled)) {
    throw new TelemetryError('OUT_OF_RANGE', pointer, 'a number whose scaled value is a safe integer');
  }
  return scaled;
}

function signedInteger(text: string, digits: number): number | undefined {
  const match = DECIMAL.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (whole + fraction === '') {
    return undefined;
  }
  const magnitude = roundedInteger(whole + fraction, whole.length + Number(exponent) + digits);
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** The integer in front of a decimal point put after `point` of the digits, rounded half up. */
function roundedInteger(digits: string, point: number): number {
  if (point < 0) {
    return 0;
  }
  const kept = Number(digits.slice(0, point).padEnd(Math.min(point, 400), '0') || '0');
  return (digits[point] ?? '0') >= '5' ? kept + 1 : kept;
}
