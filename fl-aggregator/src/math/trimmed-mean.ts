// SPDX-License-Identifier: Apache-2.0
import type { ClientUpdate } from './client-update.js';
import { bySortedCoordinate } from './coordinates.js';
import { requireWithin } from './rule-parameters.js';

/**
 * The mean of each coordinate without its ⌊share·n⌋ smallest and as many largest values, unweighted (Yin et al., ICML
 * 2018, definition 2).
 * @param share Share trimmed at each end, from 0 to below a half.
 * @throws LearningError WRONG_PARAMETER, TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function trimmedMean(updates: readonly ClientUpdate[], share: number): Float64Array {
  requireWithin('share', share, 0, 0.5);
  const trimmed = Math.floor(share * updates.length);
  return bySortedCoordinate(updates, (values) => {
    let sum = 0;
    for (let place = trimmed; place < values.length - trimmed; place += 1) {
      sum += values[place] as number;
    }
    return sum / (values.length - 2 * trimmed);
  });
}
