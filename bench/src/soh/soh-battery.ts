// SPDX-License-Identifier: Apache-2.0
import { sohFeatures, type SohBattery } from '@wattpass/twin';
import type { AgeingCell } from './ageing-cells.js';

/** A cell's discharges as the estimator sees them: only what a partial discharge shows, and the capacity to learn. */
export interface SohCell extends SohBattery {
  readonly name: string;
  /** Capacity of the reference over the rated one: turns a share of the reference into a state of health. */
  readonly scale: number;
  readonly cell: AgeingCell;
}

/** Reads every discharge of a cell down to each depth. */
export function sohCell(cell: AgeingCell, ratedAmpHours: number): SohCell {
  const { capacityAmpHours } = cell.reference;
  return {
    name: cell.name,
    scale: capacityAmpHours / ratedAmpHours,
    features: cell.curves.map((curve) => sohFeatures(curve, cell.reference)),
    shares: Float64Array.from(cell.curves, ({ totalAmpHours }) => totalAmpHours / capacityAmpHours),
    cell,
  };
}
