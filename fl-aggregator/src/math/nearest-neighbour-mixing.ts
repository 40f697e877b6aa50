// SPDX-License-Identifier: Apache-2.0
import type { ClientUpdate } from './client-update.js';
import { distanceMatrix, nearestTo } from './distances.js';
import { requireClients, requireWhole } from './rule-parameters.js';

/**
 * Nearest-neighbour mixing (Allouah et al., AISTATS 2023, algorithm 2), before any other rule: each update is replaced
 * by the plain mean of its n − f nearest ones, itself included. It lessens what differing data do to robust rules.
 * Means are summed in the order of the list.
 * @param faulty f, how many clients may be wrong; fewer than half.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_PARAMETER, WRONG_LENGTH.
 */
export function mixedWithNeighbours(updates: readonly ClientUpdate[], faulty: number): ClientUpdate[] {
  requireWhole('faulty', faulty, 0);
  requireClients(updates.length, 2 * faulty + 1, 'mixing');
  const matrix = distanceMatrix(updates);
  const places = updates.map((_, place) => place);
  const others = updates.length - faulty - 1;
  return updates.map((update, place) => {
    const near = [place, ...nearestTo(matrix, place, places).slice(0, others)].sort((one, other) => one - other);
    return { ...update, parameters: plainMean(near.map((each) => (updates[each] as ClientUpdate).parameters)) };
  });
}

function plainMean(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let place = 0; place < mean.length; place += 1) {
      mean[place] = (mean[place] as number) + (vector[place] as number);
    }
  }
  return mean.map((sum) => sum / vectors.length);
}
