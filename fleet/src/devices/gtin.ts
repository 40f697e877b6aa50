// SPDX-License-Identifier: Apache-2.0

/** A GTIN-14 of 13 digits and their check digit (GS1 General Specifications 7.9). */
export function withCheckDigit(digits: string): string {
  if (!/^\d{13}$/.test(digits)) {
    throw new RangeError(`${digits}: 13 digits`);
  }
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
