// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { commonLength, euclideanNorm, type ClientUpdate } from './client-update.js';

/**
 * FLTrust (Cao et al., NDSS 2021, algorithm 2): each update is weighted by its trust score, max(0, cosine with the
 * server's own update), and rescaled to the server update's norm. The server makes its update from a small clean root
 * set. If no update is trusted, the result is zero: the model stays.
 * @param trusted The server's own update of this round.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH, WRONG_PARAMETER if the server's own update is zero.
 */
export function flTrust(updates: readonly ClientUpdate[], trusted: Float64Array): Float64Array {
  const length = commonLength(updates);
  if (trusted.length !== length) {
    throw new LearningError('WRONG_LENGTH', 'trusted', `${length} parameters, not ${trusted.length}`);
  }
  const ownNorm = euclideanNorm(trusted);
  if (ownNorm === 0) {
    throw new LearningError('WRONG_PARAMETER', 'trusted', 'an update that is not zero');
  }
  const sum = new Float64Array(length);
  let trust = 0;
  for (const { parameters } of updates) {
    const norm = euclideanNorm(parameters);
    const score = norm === 0 ? 0 : Math.max(0, dot(parameters, trusted) / (norm * ownNorm));
    if (score > 0) {
      trust += score;
      addScaled(sum, parameters, (score * ownNorm) / norm);
    }
  }
  return trust === 0 ? sum : sum.map((value) => value / trust);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < one.length; place += 1) {
    sum += (one[place] as number) * (other[place] as number);
  }
  return sum;
}

function addScaled(sum: Float64Array, vector: Float64Array, factor: number): void {
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) + factor * (vector[place] as number);
  }
}
