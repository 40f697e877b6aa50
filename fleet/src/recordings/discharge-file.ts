// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { columnsFromDecimals, MAX_SAMPLES, TelemetryError } from '@wattpass/telemetry';
import { readHeader, readRow, type DischargeColumn, type DischargeRow } from './discharge-row.js';
import { RecordingError, type RecordedCycle, type Recording } from './recording.js';

/** The rows of the discharge being read, and where it began. */
interface OpenCycle {
  readonly cycle: number;
  readonly firstLine: number;
  readonly rows: DischargeRow[];
}

/** The recording in `<cell>_discharge.csv`, read line by line: only one discharge is in memory at a time. */
export function dischargeFile(file: string, cell: string): Recording {
  return { cell, cycles: () => cyclesOf(file) };
}

async function* cyclesOf(file: string): AsyncGenerator<RecordedCycle> {
  const name = basename(file);
  let places: ReadonlyMap<DischargeColumn, number> | undefined;
  let open: OpenCycle | undefined;
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (places === undefined) {
      places = accept(readHeader(line), name, number);
      continue;
    }
    const row = accept(readRow(line, places), name, number);
    if (open !== undefined && row.cycle !== open.cycle) {
      refuseBackwards(open, row, name, number);
      yield closed(open, name);
      open = undefined;
    }
    open ??= { cycle: row.cycle, firstLine: number, rows: [] };
    append(open, row, name, number);
  }
  if (open === undefined) {
    throw new RecordingError(name, number + 1, places === undefined ? 'a header line' : 'at least one measurement');
  }
  yield closed(open, name);
}

function linesOf(file: string): AsyncIterable<string> {
  const input = createReadStream(file, 'utf8');
  const lines = createInterface({ input, crlfDelay: Infinity });
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<string> {
      try {
        yield* lines;
      } finally {
        lines.close();
        input.destroy(); // a reader that stops at a bad line leaves no open file behind
      }
    },
  };
}

/** A rule in words means that the line broke it. */
function accept<T extends object>(read: T | string, file: string, line: number): T {
  if (typeof read === 'string') {
    throw new RecordingError(file, line, read);
  }
  return read;
}

function refuseBackwards(open: OpenCycle, row: DischargeRow, file: string, line: number): void {
  if (row.cycle < open.cycle) {
    throw new RecordingError(file, line, `cycle: not before the cycle above it, ${open.cycle}`);
  }
}

function append(open: OpenCycle, row: DischargeRow, file: string, line: number): void {
  const before = open.rows.at(-1);
  if (before !== undefined && Number(row.seconds) < Number(before.seconds)) {
    throw new RecordingError(file, line, `time_s: not before the time above it, ${before.seconds}`);
  }
  if (open.rows.length === MAX_SAMPLES) {
    throw new RecordingError(file, line, `at most ${MAX_SAMPLES} samples a cycle`);
  }
  open.rows.push(row);
}

function closed({ cycle, firstLine, rows }: OpenCycle, file: string): RecordedCycle {
  try {
    const columns = columnsFromDecimals({
      seconds: rows.map((row) => row.seconds),
      volts: rows.map((row) => row.volts),
      amps: rows.map((row) => row.amps),
      celsius: rows.map((row) => row.celsius),
    });
    return { cycle, columns };
  } catch (error) {
    if (error instanceof TelemetryError) {
      const index = Number(/\/(\d+)$/.exec(error.pointer)?.[1] ?? 0);
      throw new RecordingError(file, firstLine + index, error.message);
    }
    throw error;
  }
}
