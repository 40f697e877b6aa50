// SPDX-License-Identifier: Apache-2.0
import { readAgeingFolder, syntheticRecording, type Recording } from '@wattpass/fleet/lives';
import { ratedOf, type LifeSettings } from './life-flags.js';

/** A generated cell is sampled every half minute: enough for its capacity, little enough for a calm machine. */
const INTERVAL_MS = 30_000;

/** The recordings that the settings ask for: those of a folder, or generated ones, others every day. */
export function recordingsOf(settings: LifeSettings, day = 0): Recording[] {
  if (settings.ageing !== undefined) {
    return readAgeingFolder(settings.ageing);
  }
  return Array.from({ length: settings.cells }, (_none, index) => {
    const cell = `C${index + 1}`;
    return syntheticRecording(cell, {
      seed: (settings.seed + day * settings.cells + index) >>> 0,
      ratedAmpHours: ratedOf(settings.rated, cell),
      endOfLife: settings.endOfLife,
      cycleLife: settings.cycleLife,
      intervalMs: INTERVAL_MS,
    });
  });
}
