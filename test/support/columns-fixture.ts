// SPDX-License-Identifier: Apache-2.0
import { columnsFromDecimals, columnsFromNumbers, type NumberColumns, type SampleColumns } from '@wattpass/telemetry';

/** Columns from samples written as [s, V, A, °C]. */
export function columnsOf(samples: readonly (readonly [number, number, number, number])[]): SampleColumns {
  return columnsFromDecimals({
    seconds: samples.map((sample) => sample[0]),
    volts: samples.map((sample) => sample[1]),
    amps: samples.map((sample) => sample[2]),
    celsius: samples.map((sample) => sample[3]),
  });
}

/** A copy of columns with some values replaced: `[index, value]` by column. */
export function withValues(
  columns: SampleColumns,
  changes: Partial<Record<keyof NumberColumns, readonly (readonly [number, number])[]>>,
): SampleColumns {
  const copy = {
    timeMs: columns.timeMs.slice(),
    microvolts: columns.microvolts.slice(),
    microamps: columns.microamps.slice(),
    millicelsius: columns.millicelsius.slice(),
  };
  for (const [column, values] of Object.entries(changes)) {
    for (const [index, value] of values) {
      copy[column as keyof NumberColumns][index] = value;
    }
  }
  return copy;
}

/** The same recording of a battery `factor` times as large: `factor` times the current at the same voltage. */
export function scaledColumns(columns: SampleColumns, factor: number): SampleColumns {
  return columnsFromNumbers({
    timeMs: Array.from(columns.timeMs),
    microvolts: Array.from(columns.microvolts),
    microamps: Array.from(columns.microamps, (current) => current * factor),
    millicelsius: Array.from(columns.millicelsius),
  });
}

/** Ten seconds apart: two samples at rest, four under 2 A, two at rest. */
export function smallDischarge(): SampleColumns {
  return columnsOf([
    [0, 4.2, 0, 24],
    [10, 4.2, 0, 24],
    [20, 4.0, -2, 24.5],
    [30, 3.8, -2, 25],
    [40, 3.0, -2, 25.5],
    [50, 2.6, -2, 26],
    [60, 3.2, 0, 25.8],
    [70, 3.3, 0, 25.6],
  ]);
}
