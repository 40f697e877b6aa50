// SPDX-License-Identifier: Apache-2.0
import { inCanonicalOrder, type ClientUpdate } from './client-update.js';
import { distanceMatrix, nearestTo, type DistanceMatrix } from './distances.js';
import { fedAvg } from './fed-avg.js';
import { requireClients, requireWhole } from './rule-parameters.js';

/** The clients by Krum's score, best first. */
export interface KrumRanking {
  /** Places in the list of updates, lowest score first, ties by place. */
  readonly order: readonly number[];
  /** The score of each place: the sum of squared distances to its n − f − 2 nearest others, at least one. */
  readonly scores: Float64Array;
}

/**
 * Ranks updates by Krum's score (Blanchard et al., NeurIPS 2017, section 4) without asking for n ≥ 2f + 3: Bulyan's
 * last selections are made among fewer.
 * @param faulty f, how many clients may be wrong.
 * @throws LearningError TOO_FEW_CLIENTS, WRONG_LENGTH.
 */
export function krumRanking(updates: readonly ClientUpdate[], faulty: number): KrumRanking {
  const places = updates.map((_, place) => place);
  return rankingAmong(distanceMatrix(updates), places, faulty);
}

/** {@link krumRanking} among some of the places of a matrix; scores of the others are infinite. */
export function rankingAmong(matrix: DistanceMatrix, among: readonly number[], faulty: number): KrumRanking {
  const neighbours = Math.max(1, among.length - faulty - 2);
  const scores = new Float64Array(matrix.size).fill(Infinity);
  for (const place of among) {
    const nearest = nearestTo(matrix, place, among).slice(0, neighbours);
    scores[place] = nearest.reduce((sum, other) => {
      return sum + (matrix.squared[place * matrix.size + other] as number);
    }, 0);
  }
  const order = [...among].sort((one, other) => (scores[one] as number) - (scores[other] as number) || one - other);
  return { order, scores };
}

/**
 * Krum: the one update nearest to its n − f − 2 nearest neighbours, ties by client order.
 * @returns Its place in the list.
 * @throws LearningError TOO_FEW_CLIENTS unless n ≥ 2f + 3, WRONG_PARAMETER, WRONG_LENGTH.
 */
export function krum(updates: readonly ClientUpdate[], faulty: number): number {
  requireKrum(updates.length, faulty);
  return krumRanking(updates, faulty).order[0] as number;
}

/**
 * Multi-Krum: the mean, weighted by examples, of the `keep` updates with the lowest scores.
 * @throws LearningError TOO_FEW_CLIENTS unless n ≥ 2f + 3, WRONG_PARAMETER, WRONG_LENGTH.
 */
export function multiKrum(updates: readonly ClientUpdate[], faulty: number, keep: number): Float64Array {
  requireKrum(updates.length, faulty);
  requireWhole('keep', keep, 1, updates.length);
  return fedAvg(keptByKrum(updates, faulty, keep));
}

/** The `keep` updates with the lowest scores, in canonical order. */
export function keptByKrum(updates: readonly ClientUpdate[], faulty: number, keep: number): ClientUpdate[] {
  const { order } = krumRanking(updates, faulty);
  return inCanonicalOrder(order.slice(0, keep).map((place) => updates[place] as ClientUpdate));
}

function requireKrum(clients: number, faulty: number): void {
  requireWhole('faulty', faulty, 0);
  requireClients(clients, 2 * faulty + 3, 'krum');
}
