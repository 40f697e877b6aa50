// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

/**
 * A GTIN-14 with its check digit (GS1 General Specifications 7.9): digits weighted 3,1,3,… from the left; the check
 * digit brings the sum to a multiple of ten.
 */
export const Gtin = z
  .string()
  .regex(/^\d{14}$/, 'a GTIN of 14 digits')
  .refine(hasCheckDigit, 'the GTIN check digit does not fit');

/** A GS1 serial number (AI 21): 1 to 20 characters of GS1 character set 82. */
export const Serial = z
  .string()
  .regex(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/, '1 to 20 characters of GS1 character set 82');

/** A battery's key on the ledger: `{gtin14}-{serial}`. */
export const BatteryId = z
  .string()
  .regex(/^\d{14}-[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/, 'a GTIN of 14 digits, a hyphen and the serial number');

/** The ledger key of the battery with this GTIN and serial number. */
export function batteryIdOf(gtin: string, serial: string): string {
  return `${gtin}-${serial}`;
}

/** The GTIN and serial number in a {@link BatteryId}. */
export function partsOfBatteryId(batteryId: string): { gtin: string; serial: string } {
  return { gtin: batteryId.slice(0, 14), serial: batteryId.slice(15) };
}

function hasCheckDigit(gtin: string): boolean {
  const sum = Array.from(gtin).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}
