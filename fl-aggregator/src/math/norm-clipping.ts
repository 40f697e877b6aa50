// SPDX-License-Identifier: Apache-2.0
import { commonLength, euclideanNorm, type ClientUpdate } from './client-update.js';
import { middleOf } from './coordinates.js';
import { requirePositive } from './rule-parameters.js';

/** The update scaled down to at most this Euclidean norm; unchanged if it is shorter. */
export function clippedTo(update: ClientUpdate, maxNorm: number): ClientUpdate {
  requirePositive('maxNorm', maxNorm);
  const norm = euclideanNorm(update.parameters);
  if (norm <= maxNorm) {
    return update;
  }
  const factor = maxNorm / norm;
  return { ...update, parameters: update.parameters.map((value) => value * factor) };
}

/**
 * Every update clipped to the median of their norms (the adaptive bound of Karimireddy et al., ICML 2021, section 5),
 * before any other rule. Updates must be changes of the model, not models.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function clippedToMedianNorm(updates: readonly ClientUpdate[]): ClientUpdate[] {
  commonLength(updates);
  const norms = Float64Array.from(updates, ({ parameters }) => euclideanNorm(parameters)).sort();
  const bound = middleOf(norms);
  return bound === 0
    ? updates.map((update) => ({ ...update, parameters: new Float64Array(update.parameters.length) }))
    : updates.map((update) => clippedTo(update, bound));
}
