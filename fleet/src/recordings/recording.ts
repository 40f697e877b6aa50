// SPDX-License-Identifier: Apache-2.0
import type { SampleColumns } from '@wattpass/telemetry';

/** One full discharge of a cell. */
export interface RecordedCycle {
  /** As the recording counts; rises from one discharge to the next. */
  readonly cycle: number;
  readonly columns: SampleColumns;
}

/** What a cell did over its life, discharge by discharge. */
export interface Recording {
  /** Name of the cell; becomes the battery's serial number. */
  readonly cell: string;
  /** How many discharges follow, where that is known beforehand. */
  readonly expectedCycles?: number;
  /** The discharges, oldest first. Ends with a {@link RecordingError} at the first place that breaks a rule. */
  cycles(): AsyncIterable<RecordedCycle>;
}

/** A measurement file breaks a rule at one line. */
export class RecordingError extends Error {
  readonly code = 'INVALID_RECORDING';

  /**
   * @param file name of the file.
   * @param line from 1, the header's line.
   * @param rule what the line must be.
   */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly rule: string,
  ) {
    super(`${file}:${line}: ${rule}`);
    this.name = 'RecordingError';
  }
}
