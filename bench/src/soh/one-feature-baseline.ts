// SPDX-License-Identifier: Apache-2.0
import { dot, leastSquares, rootMeanSquare, type DischargeCurve } from '@wattpass/twin';
import type { SohCell } from './soh-battery.js';

/** The window of the usual feature: 3.8 to 3.5 V on a layered-oxide cell, as shares of the reference's charge. */
const [FROM, TO] = [0.25, 0.62] as const;

/**
 * The usual baseline: one feature, the charge between two voltages over that of the reference, and a straight line.
 * @returns root mean square error on the held-out cell, percentage points of the rated capacity.
 */
export function baselineError(held: SohCell, others: readonly SohCell[]): number {
  const rows = others.flatMap(rowsOf);
  const weights = leastSquares(
    rows,
    others.flatMap(({ shares }) => [...shares]),
  );
  const errors = rowsOf(held).map((row, index) => dot(row, weights) - (held.shares[index] ?? NaN));
  return rootMeanSquare(errors) * held.scale * 100;
}

function rowsOf({ cell: { curves, reference } }: SohCell): Float64Array[] {
  const last = reference.volts.length - 1;
  const [high, low] = [FROM, TO].map((share) => reference.volts[Math.round(share * last)] ?? NaN) as [number, number];
  const span = (TO - FROM) * reference.capacityAmpHours;
  return curves.map((curve) => Float64Array.of(1, (chargeAt(curve, low) - chargeAt(curve, high)) / span));
}

/** Charge given when the voltage first fell below a value, between two samples on a straight line. */
function chargeAt({ volts, ampHours }: DischargeCurve, voltage: number): number {
  const index = volts.findIndex((value) => value < voltage);
  if (index <= 0) {
    return ampHours[0] ?? 0;
  }
  const [above, below] = [volts[index - 1] ?? NaN, volts[index] ?? NaN];
  const [before, after] = [ampHours[index - 1] ?? NaN, ampHours[index] ?? NaN];
  return before + ((above - voltage) / (above - below)) * (after - before);
}
