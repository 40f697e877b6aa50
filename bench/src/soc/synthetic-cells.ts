// SPDX-License-Identifier: Apache-2.0
import {
  cleanSeries,
  columnsOfSeries,
  dischargeCurve,
  referenceCurve,
  seriesOfColumns,
  syntheticCell,
  syntheticDischarge,
} from '@wattpass/twin';
import { ratedOf, type AgeingCell, type CellRating } from '../soh/ageing-cells.js';

const SEEDS = [1, 2, 3] as const;

/** Generated cells from new to the end of their lives, for a run without recordings. */
export function syntheticAgeingCells(rating: CellRating): AgeingCell[] {
  return SEEDS.map((seed) => {
    const cell = syntheticCell({ seed, capacityMicroampHours: Math.round(rating.ratedAmpHours * 1e6) });
    const cycles = Array.from({ length: cell.cycleLife }, (_, index) => index + 1);
    const curves = cycles.flatMap((cycle) => {
      const series = seriesOfColumns(syntheticDischarge(cell, cycle, { endVolts: rating.endVolts }));
      const clean = cleanSeries(series, rating);
      return dischargeCurve(columnsOfSeries(clean.series), ratedOf(rating)) ?? [];
    });
    const reference = referenceCurve(curves);
    if (reference === undefined) {
      throw new RangeError('rating: an end voltage that a generated cell reaches');
    }
    const repairs = { notFinite: 0, outOfRange: 0, disordered: 0, repeated: 0, conflicting: 0, spikes: 0, gaps: 0 };
    return {
      name: `synthetic-${seed}`,
      cycles,
      curves,
      reference,
      intake: { discharges: cycles.length, refused: {}, repairs },
    };
  });
}
