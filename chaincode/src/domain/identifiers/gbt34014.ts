// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

// Alphabets of GB/T 34014-2017: no I, O, Q, U or Z; `0` is the 31st day.
const YEARS = '123456789ABCDEFGHJKLMNPRSTVWXY';
const MONTHS = '123456789ABC';
const DAYS = '123456789ABCDEFGHJKLMNPRSTVWXY0';
const FIRST_YEAR = 2011;

const HEAD = '(?<manufacturer>[A-Z0-9]{3})(?<product>[PMC])(?<type>[A-GZ])(?<spec>[A-Z0-9]{2})';
const DATE = '(?<year>[1-9A-HJ-NPRSTV-Y])(?<month>[1-9A-C])(?<day>[0-9A-HJ-NPRSTV-Y])';
const FIRST_LIFE = new RegExp(`^${HEAD}(?<traceability>[A-Z0-9]{7})${DATE}(?<serial>\\d{7})$`);
const SECOND_LIFE = new RegExp(`^${HEAD}${DATE}(?<serial>\\d{7})(?<reuse>R[PMC])$`);

/** The parts of a GB/T 34014 code. */
export interface CodeParts {
  readonly manufacturer: string;
  readonly product: 'pack' | 'module' | 'cell';
  readonly batteryType: string;
  readonly spec: string;
  readonly date: string;
  readonly serial: string;
  /** Only in the first-life code of 24 characters. */
  readonly traceability?: string;
  /** Only in the second-life code of 19 characters: what is used again. */
  readonly reuse?: 'pack' | 'module' | 'cell';
}

/** Reads a first-life (24 characters) or second-life (19 characters) code; `undefined` if it breaks the standard. */
export function parseBatteryCode(code: string): CodeParts | undefined {
  const groups = (FIRST_LIFE.exec(code) ?? SECOND_LIFE.exec(code))?.groups;
  if (groups === undefined) {
    return undefined;
  }
  const part = (name: string): string => groups[name] ?? '';
  const { traceability, reuse } = groups;
  const date = dateOf(part('year'), part('month'), part('day'));
  if (date === undefined || Number(part('serial')) < 1) {
    return undefined;
  }
  return {
    manufacturer: part('manufacturer'),
    product: productOf(part('product')),
    batteryType: part('type'),
    spec: part('spec'),
    date,
    serial: part('serial'),
    ...(traceability !== undefined && { traceability }),
    ...(reuse !== undefined && { reuse: productOf(reuse.charAt(1)) }),
  };
}

/** A GB/T 34014-2017 code of 24 characters whose date exists. */
export const TractionBatteryCode = z
  .string()
  .refine((code) => code.length === 24 && parseBatteryCode(code) !== undefined, 'a GB/T 34014 code of 24 characters');

/** A second-life code of 19 characters whose date exists. */
export const SecondLifeCode = z
  .string()
  .refine((code) => code.length === 19 && parseBatteryCode(code) !== undefined, 'a second-life code of 19 characters');

function productOf(letter: string): 'pack' | 'module' | 'cell' {
  return letter === 'P' ? 'pack' : letter === 'M' ? 'module' : 'cell';
}

/** The calendar date, or `undefined` where there is no such day. */
function dateOf(yearCode: string, monthCode: string, dayCode: string): string | undefined {
  const year = FIRST_YEAR + YEARS.indexOf(yearCode);
  const month = MONTHS.indexOf(monthCode) + 1;
  const day = DAYS.indexOf(dayCode) + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (value: number): string => String(value).padStart(2, '0');
  return day > lastDay ? undefined : `${year}-${two(month)}-${two(day)}`;
}
