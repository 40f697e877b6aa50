// SPDX-License-Identifier: Apache-2.0
import { capacityAtCycle, syntheticCell, syntheticDischarge } from '@wattpass/twin';
import type { RecordedCycle, Recording } from './recording.js';

/** What may be chosen about generated recordings. */
export interface SyntheticOptions {
  readonly seed: number;
  readonly ratedAmpHours: number;
  /** Share of the rated capacity at which a life ends, 0 to 1. */
  readonly endOfLife: number;
  /** Typical number of cycles until then. */
  readonly cycleLife: number;
  /** Time between samples, ms. */
  readonly intervalMs: number;
}

/** Share of the cycle life that a battery runs on past its end: until somebody takes it back. */
const BEYOND = 0.1;

/** A generated cell that runs a few cycles past its end of life. The same options make the same recording. */
export function syntheticRecording(cell: string, options: SyntheticOptions): Recording {
  const made = syntheticCell({
    seed: options.seed,
    capacityMicroampHours: Math.round(options.ratedAmpHours * 1e6),
    typicalCycleLife: options.cycleLife,
    endOfLifeShare: Math.round(options.endOfLife * 1e6),
  });
  let last = 1;
  while (capacityAtCycle(made, last) >= options.endOfLife * options.ratedAmpHours) {
    last += 1;
  }
  last += Math.max(1, Math.round(BEYOND * options.cycleLife));
  async function* cycles(): AsyncGenerator<RecordedCycle> {
    for (let cycle = 1; cycle <= last; cycle += 1) {
      yield await Promise.resolve({
        cycle,
        columns: syntheticDischarge(made, cycle, { intervalMs: options.intervalMs }),
      });
    }
  }
  return { cell, expectedCycles: last, cycles };
}
