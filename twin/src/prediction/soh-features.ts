// SPDX-License-Identifier: Apache-2.0
import { matchCurve } from './curve-match.js';
import type { DischargeCurve } from './discharge-curve.js';
import type { ReferenceCurve } from './reference-curve.js';

/**
 * The depths at which a partial discharge is read, as shares of the reference's charge. Below three quarters the
 * plateau of a layered-oxide cell says too little of its capacity; beyond nine tenths little of the discharge is left.
 */
export const SOH_DEPTHS = [0.76, 0.78, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9] as const;

/** Length of a feature row: the constant, the stretch and the tilt. */
export const SOH_FEATURES = 3;

/** A stretch and a tilt that are usual midway through a life, so that features are of the size of one. */
const [USUAL_STRETCH, STRETCH_SCALE, TILT_SCALE] = [0.8, 0.2, 0.05] as const;

/** What an untrained estimator says, and where federated training begins: the capacity is the stretch, whatever the tilt. */
export const SOH_PRIOR: readonly number[] = [USUAL_STRETCH, STRETCH_SCALE, 0];

/** Feature rows of one discharge by depth; undefined where the discharge did not reach the depth. */
export type SohFeatures = readonly (Float64Array | undefined)[];

/** Reads a discharge at every depth of {@link SOH_DEPTHS} that it reached. */
export function sohFeatures(curve: DischargeCurve, reference: ReferenceCurve): SohFeatures {
  return SOH_DEPTHS.map((depth) => {
    const match = matchCurve(curve, reference, depth);
    return match === undefined
      ? undefined
      : Float64Array.of(1, (match.stretch - USUAL_STRETCH) / STRETCH_SCALE, match.tilt / TILT_SCALE);
  });
}
