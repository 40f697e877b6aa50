// SPDX-License-Identifier: Apache-2.0
import type { ClientUpdate } from './client-update.js';
import { bySortedCoordinate, middleOf } from './coordinates.js';

/**
 * The median of each coordinate, unweighted; for an even number of clients the mean of the two middle values (Yin et
 * al., ICML 2018, definition 1).
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function coordinateMedian(updates: readonly ClientUpdate[]): Float64Array {
  return bySortedCoordinate(updates, middleOf);
}
