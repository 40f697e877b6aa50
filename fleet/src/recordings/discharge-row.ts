// SPDX-License-Identifier: Apache-2.0

/** The columns of a discharge file, in its units: s, V, A (negative is discharge), °C. */
export const dischargeColumns = ['cycle', 'time_s', 'voltage_v', 'current_a', 'temperature_c'] as const;

/** One of {@link dischargeColumns}. */
export type DischargeColumn = (typeof dischargeColumns)[number];

/** A row's values as decimal texts; the cycle is a number. */
export interface DischargeRow {
  readonly cycle: number;
  readonly seconds: string;
  readonly volts: string;
  readonly amps: string;
  readonly celsius: string;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/;

/** What a battery's measurement can be at all; whether it is healthy is the twin's judgement. */
const limits: Record<Exclude<DischargeColumn, 'cycle'>, readonly [number, number]> = {
  time_s: [0, 4_000_000],
  voltage_v: [-10, 2000],
  current_a: [-2000, 2000],
  temperature_c: [-100, 500],
};

/**
 * The place of each column in a file with this header line.
 * @returns the rule that the header breaks, if it breaks one.
 */
export function readHeader(line: string): ReadonlyMap<DischargeColumn, number> | string {
  const names = line.split(',');
  const unknown = names.find((name) => !dischargeColumns.some((known) => known === name));
  if (unknown !== undefined) {
    return `unknown column "${unknown}"; the columns are ${dischargeColumns.join(', ')}`;
  }
  const missing = dischargeColumns.find((name) => !names.includes(name));
  if (missing !== undefined) {
    return `column "${missing}" is missing`;
  }
  if (names.length !== dischargeColumns.length) {
    return 'a column stands twice';
  }
  return new Map(dischargeColumns.map((name) => [name, names.indexOf(name)]));
}

/**
 * One line of a file.
 * @returns the rule that the line breaks, if it breaks one.
 */
export function readRow(line: string, places: ReadonlyMap<DischargeColumn, number>): DischargeRow | string {
  const fields = line.split(',');
  if (fields.length !== places.size) {
    return `${places.size} fields, not ${fields.length}`;
  }
  const at = (column: DischargeColumn): string => fields[places.get(column) ?? 0] ?? '';
  const cycle = at('cycle');
  if (!/^[1-9]\d{0,6}$/.test(cycle)) {
    return `cycle: a whole number from 1, not "${cycle}"`;
  }
  for (const [column, [least, greatest]] of Object.entries(limits) as [keyof typeof limits, [number, number]][]) {
    const text = at(column);
    if (!DECIMAL.test(text) || Number(text) < least || Number(text) > greatest) {
      return `${column}: a decimal number from ${least} to ${greatest}, not "${text}"`;
    }
  }
  return {
    cycle: Number(cycle),
    seconds: at('time_s'),
    volts: at('voltage_v'),
    amps: at('current_a'),
    celsius: at('temperature_c'),
  };
}
