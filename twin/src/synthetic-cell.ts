// SPDX-License-Identifier: Apache-2.0

import { combinedSeed, seededRandom } from './random.js';
import { WHOLE } from './state-of-health.js';

/** What may be chosen about a synthetic cell. */
export interface SyntheticCellOptions {
  /** A 32-bit integer; the same seed makes the same cell. */
  readonly seed: number;
  /** Rated capacity in µAh; 2 Ah by default. */
  readonly capacityMicroampHours?: number;
  /** Cycles until the capacity is at `endOfLifeShare`; the cell draws its own from 80 to 120 % of this. 150 by default. */
  readonly typicalCycleLife?: number;
  /** Millionths; 700,000 by default. */
  readonly endOfLifeShare?: number;
}

/** A cell that exists only in numbers: what it gives at each cycle follows from these. Resistances are at 1 Ah rated. */
export interface SyntheticCell {
  readonly seed: number;
  readonly ratedAmpHours: number;
  /** Capacity when new, as a share of the rated one. */
  readonly firstShare: number;
  readonly endOfLifeShare: number;
  readonly cycleLife: number;
  /** Ohmic resistance when new, Ω. */
  readonly ohms: number;
  /** Polarisation resistance when new, Ω, and its time constant, s. */
  readonly polarisationOhms: number;
  readonly polarisationSeconds: number;
}

/** Makes a cell; cells differ in capacity, life and resistance as those of one production do. */
export function syntheticCell(options: SyntheticCellOptions): SyntheticCell {
  const random = seededRandom(combinedSeed(options.seed, 0));
  const between = (low: number, high: number): number => low + (high - low) * random();
  const ratedAmpHours = (options.capacityMicroampHours ?? 2_000_000) / 1e6;
  return {
    seed: options.seed,
    ratedAmpHours,
    firstShare: between(0.97, 1.03),
    endOfLifeShare: (options.endOfLifeShare ?? 0.7 * WHOLE) / WHOLE,
    cycleLife: Math.round((options.typicalCycleLife ?? 150) * between(0.8, 1.2)),
    // A larger cell is many small ones side by side, so its resistance falls with its capacity.
    ohms: between(0.12, 0.15) / ratedAmpHours,
    polarisationOhms: between(0.05, 0.07) / ratedAmpHours,
    polarisationSeconds: between(30, 60),
  };
}

/**
 * Capacity in Ah that a synthetic cell holds at a cycle, from 1: at `cycleLife` it passes the end-of-life share, first
 * slowly, then faster.
 */
export function capacityAtCycle(cell: SyntheticCell, cycle: number): number {
  const age = (cycle - 1) / cell.cycleLife;
  const fade = (cell.firstShare - cell.endOfLifeShare) * (0.7 * age + 0.3 * age * age);
  return cell.ratedAmpHours * Math.max(0.05, cell.firstShare - fade);
}

/** How many times as high as when new the resistances are at a cycle: 1.4 at the end of life. */
export function resistanceGrowth(cell: SyntheticCell, cycle: number): number {
  return 1 + (0.4 * (cycle - 1)) / cell.cycleLife;
}
