// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { onEvenGrid } from '../math/interpolate.js';
import type { DischargeCurve } from './discharge-curve.js';
import type { ReferenceCurve } from './reference-curve.js';

/** How a discharge's voltage follows from the battery's reference. */
export interface CurveMatch {
  /** How much of the reference's charge the same voltages now span; 1 when new, falling with capacity. */
  readonly stretch: number;
  /** V by which the voltage lies lower throughout: current times risen ohmic resistance. */
  readonly shift: number;
  /** V per reference capacity by which it falls faster: resistance that rises with depth. */
  readonly tilt: number;
  /** Root mean square of what the match leaves unexplained, V. */
  readonly residual: number;
}

/** The part of a discharge that is matched, as sums can be formed over it. */
interface Segment {
  readonly shares: Float64Array;
  readonly volts: Float64Array;
}

/** The first moments under load are left out: the voltage still relaxes. As a share of the reference capacity. */
const SKIPPED_SHARE = 0.015;

const LEAST_SAMPLES = 8;
const [LEAST_STRETCH, GREATEST_STRETCH, STEP] = [0.2, 1.3, 0.02];
const REFINEMENTS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Matches the beginning of a discharge with the battery's own reference: V(q) ≈ V₀(q / (stretch·Q₀)) − shift − tilt·q/Q₀,
 * from shortly after load onset to the first voltage below that at `depth` of the reference. Shift and tilt are linear
 * and solved for each stretch (variable projection, Golub and Pereyra 1973); the stretch is found on a grid, then by
 * golden-section search, so a poor start cannot mislead it.
 *
 * @param depth Share of the reference's charge, 0 to 1, whose voltage ends the segment.
 * @returns undefined if the discharge ended above that voltage or holds fewer than eight samples.
 */
export function matchCurve(curve: DischargeCurve, reference: ReferenceCurve, depth: number): CurveMatch | undefined {
  const segment = segmentTo(curve, reference, onEvenGrid(reference.volts, depth));
  if (segment === undefined) {
    return undefined;
  }
  let best = matchAt(segment, reference, LEAST_STRETCH);
  for (let stretch = LEAST_STRETCH + STEP; stretch <= GREATEST_STRETCH; stretch += STEP) {
    const match = matchAt(segment, reference, stretch);
    best = match.residual < best.residual ? match : best;
  }
  return refined(segment, reference, best.stretch);
}

function segmentTo(curve: DischargeCurve, reference: ReferenceCurve, volts: number): Segment | undefined {
  const start = curve.ampHours.findIndex((charge) => charge >= SKIPPED_SHARE * reference.capacityAmpHours);
  const end = curve.volts.findIndex((voltage, index) => index > start && voltage < volts);
  if (start < 0 || end - start < LEAST_SAMPLES) {
    return undefined;
  }
  return {
    shares: curve.ampHours.subarray(start, end).map((charge) => charge / reference.capacityAmpHours),
    volts: curve.volts.subarray(start, end),
  };
}

function refined(segment: Segment, reference: ReferenceCurve, around: number): CurveMatch {
  let [low, high] = [around - STEP, around + STEP];
  let left = matchAt(segment, reference, high - GOLDEN * (high - low));
  let right = matchAt(segment, reference, low + GOLDEN * (high - low));
  for (let step = 0; step < REFINEMENTS; step += 1) {
    if (left.residual <= right.residual) {
      [high, right] = [right.stretch, left];
      left = matchAt(segment, reference, high - GOLDEN * (high - low));
    } else {
      [low, left] = [left.stretch, right];
      right = matchAt(segment, reference, low + GOLDEN * (high - low));
    }
  }
  return left.residual <= right.residual ? left : right;
}

/** The best shift and tilt for a stretch: a straight line through what the reference lies above the measurement. */
function matchAt({ shares, volts }: Segment, reference: ReferenceCurve, stretch: number): CurveMatch {
  const count = shares.length;
  let [sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const x = at(shares, index);
    const y = onEvenGrid(reference.volts, x / stretch) - at(volts, index);
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
  }
  const spread = sumXX - (sumX * sumX) / count;
  const tilt = spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : 0;
  const shift = (sumY - tilt * sumX) / count;
  const squares = sumYY - shift * sumY - tilt * sumXY;
  return { stretch, shift, tilt, residual: Math.sqrt(Math.max(0, squares) / count) };
}
