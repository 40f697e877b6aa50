// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { ClientUpdate } from '../math/client-update.js';
import { clippedTo } from '../math/norm-clipping.js';
import { requirePositive, requireWhole } from '../math/rule-parameters.js';

/** How much a client hides itself. */
export interface PrivacyParameters {
  /** Largest norm of an update: one client's influence on the sum. */
  readonly clip: number;
  /** σ: the deviation of the noise on the whole sum over `clip`. */
  readonly noiseMultiplier: number;
  /** The fewest clients whose noise will be in the sum: the round's quorum. */
  readonly cohort: number;
}

/**
 * The update as a client may let it go: clipped, with this client's part of the noise (deviation σ·clip/√cohort), and
 * with a weight of one, because the guarantee needs equal weights. Noise at the client leaves the sum of levels exact,
 * so that everybody still recomputes it, and the server never holds a clear sum.
 * @param normal Draws with mean 0 and deviation 1; from the system's secure source by default.
 * @throws LearningError WRONG_PARAMETER.
 */
export function privatised(
  update: ClientUpdate,
  { clip, noiseMultiplier, cohort }: PrivacyParameters,
  normal: () => number = secureNormal,
): ClientUpdate {
  requirePositive('noiseMultiplier', noiseMultiplier);
  requireWhole('cohort', cohort, 1);
  const deviation = (noiseMultiplier * clip) / Math.sqrt(cohort);
  const { clientId, parameters } = clippedTo(update, clip);
  return { clientId, examples: 1, parameters: parameters.map((value) => value + deviation * normal()) };
}

/** Box and Muller's transform of 106 secret bits. */
function secureNormal(): number {
  const bytes = randomBytes(16);
  const uniform = (offset: number): number => {
    const high = bytes.readUInt32LE(offset) >>> 5;
    const low = bytes.readUInt32LE(offset + 4) >>> 6;
    return (high * 2 ** 26 + low + 1) / 2 ** 53; // never zero
  };
  return Math.sqrt(-2 * Math.log(uniform(0))) * Math.cos(2 * Math.PI * uniform(8));
}
