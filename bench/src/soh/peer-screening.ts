// SPDX-License-Identifier: Apache-2.0
import { greatestCurvature, lossChange, trainLocally, type ClientData } from './local-training.js';

/** Enough steps at the full rate to come close to a client's own optimum. */
const STEPS = 500;

/**
 * The places of the clients that stay after their peers have screened them: each trains alone from the common prior and
 * hands its model in; each other client votes for it if it does better than the prior on the voter's own rows. A client stays
 * with the votes of n − 1 − `faulty` peers, so liars can neither vote themselves in nor an honest client out.
 *
 * @param handedIn What a client at a place hands in for its honest update.
 * @param liar A client that votes against the truth.
 */
export function screenedPlaces(
  data: readonly ClientData[],
  prior: Float64Array,
  faulty: number,
  handedIn: (place: number, honest: Float64Array) => Float64Array,
  liar?: number,
): number[] {
  const rate = 1 / Math.max(...data.map(greatestCurvature));
  const models = data.map((own, place) => {
    const update = handedIn(place, trainLocally(own, prior, { rate, steps: STEPS, mu: 0 }));
    return prior.map((value, index) => value + (update[index] ?? NaN));
  });
  const places = [...data.keys()];
  return places.filter((place) => {
    const votes = places.filter((voter) => {
      const isBetter = lossChange(data[voter] ?? [], prior, models[place] ?? prior) < 0;
      return voter !== place && isBetter !== (voter === liar);
    });
    return votes.length >= data.length - 1 - faulty;
  });
}
