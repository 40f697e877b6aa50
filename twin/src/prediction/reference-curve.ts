// SPDX-License-Identifier: Apache-2.0
import { interpolate, evenGrid } from '../math/interpolate.js';
import { median } from '../median.js';
import type { DischargeCurve } from './discharge-curve.js';

/** Voltage of a battery's first full discharges over the share of the charge given. Later ones are compared with it. */
export interface ReferenceCurve {
  /** Median capacity of those discharges, Ah. */
  readonly capacityAmpHours: number;
  /** V at even shares from 0 to 1 of the charge given. */
  readonly volts: Float64Array;
}

/** How many first full discharges make a reference. */
export const REFERENCE_DISCHARGES = 5;

const NODES = 201;

/**
 * The reference of a battery: node by node the median of its first {@link REFERENCE_DISCHARGES} full discharges.
 * @returns undefined if none of the curves is full.
 */
export function referenceCurve(curves: readonly DischargeCurve[]): ReferenceCurve | undefined {
  const first = curves.filter(({ isFull }) => isFull).slice(0, REFERENCE_DISCHARGES);
  const capacityAmpHours = median(first.map(({ totalAmpHours }) => totalAmpHours));
  if (capacityAmpHours === undefined) {
    return undefined;
  }
  const sampled = first.map((curve) => voltsByShare(curve, NODES));
  return {
    capacityAmpHours,
    volts: Float64Array.from({ length: NODES }, (_, node) => median(sampled.map((volts) => volts[node] ?? NaN)) ?? NaN),
  };
}

/** A full discharge's voltage at `nodes` even shares from 0 to 1 of the charge it gave. */
export function voltsByShare(curve: DischargeCurve, nodes: number): Float64Array {
  return evenGrid(nodes).map((share) => interpolate(curve.ampHours, curve.volts, share * curve.totalAmpHours));
}
