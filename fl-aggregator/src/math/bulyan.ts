// SPDX-License-Identifier: Apache-2.0
import type { ClientUpdate } from './client-update.js';
import { bySortedCoordinate, middleOf } from './coordinates.js';
import { distanceMatrix } from './distances.js';
import { rankingAmong } from './krum.js';
import { requireClients, requireWhole } from './rule-parameters.js';

/**
 * Bulyan (El Mhamdi et al., ICML 2018): Krum chooses θ = n − 2f updates one after the other, each among those left;
 * then each coordinate is the mean of the β = θ − 2f values nearest to the median of the chosen ones.
 * @throws LearningError TOO_FEW_CLIENTS unless n ≥ 4f + 3, WRONG_PARAMETER, WRONG_LENGTH.
 */
export function bulyan(updates: readonly ClientUpdate[], faulty: number): Float64Array {
  requireWhole('faulty', faulty, 0);
  requireClients(updates.length, 4 * faulty + 3, 'bulyan');
  const chosen = chosenOneByOne(updates, faulty);
  const nearest = chosen.length - 2 * faulty;
  return bySortedCoordinate(chosen, (values) => meanAroundMedian(values, nearest));
}

function chosenOneByOne(updates: readonly ClientUpdate[], faulty: number): ClientUpdate[] {
  const matrix = distanceMatrix(updates);
  let left = updates.map((_, place) => place);
  const chosen: ClientUpdate[] = [];
  for (let rest = updates.length - 2 * faulty; rest > 0; rest -= 1) {
    const best = rankingAmong(matrix, left, faulty).order[0] as number;
    chosen.push(updates[best] as ClientUpdate);
    left = left.filter((place) => place !== best);
  }
  return chosen;
}

/** The mean of the `count` values nearest to the median: a window of the sorted values, grown from the whole inwards. */
function meanAroundMedian(values: Float64Array, count: number): number {
  const median = middleOf(values);
  let first = 0;
  let last = values.length - 1;
  while (last - first + 1 > count) {
    if (median - (values[first] as number) > (values[last] as number) - median) {
      first += 1;
    } else {
      last -= 1;
    }
  }
  let sum = 0;
  for (let place = first; place <= last; place += 1) {
    sum += values[place] as number;
  }
  return sum / count;
}
