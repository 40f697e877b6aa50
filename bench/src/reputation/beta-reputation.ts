// SPDX-License-Identifier: Apache-2.0
import type { ScoreModel } from './score-model.js';

/** Parameters of {@link betaReputation}, calibrated as docs/reputation.md says. */
export const betaParameters = { forgetting: 0.98, exclusion: 0.25 };

/**
 * Beta reputation with forgetting (Jøsang and Ismail, "The Beta Reputation System", 2002): the expected value
 * (r + 1) / (r + s + 2) of a seller's praise r and blame s, both multiplied by the forgetting factor at each new rating.
 * Buyers rate; names are free.
 */
export function betaReputation({ forgetting, exclusion } = betaParameters): ScoreModel {
  const praise: number[] = [];
  const blame: number[] = [];
  const standing = (name: number): number => {
    const [r, s] = [praise[name] ?? 0, blame[name] ?? 0];
    return (r + 1) / (r + s + 2);
  };
  const rate = (name: number, praised: boolean): void => {
    praise[name] = (praise[name] ?? 0) * forgetting + (praised ? 1 : 0);
    blame[name] = (blame[name] ?? 0) * forgetting + (praised ? 0 : 1);
  };
  return {
    freeNames: true,
    join: () => {
      blame.push(0);
      return praise.push(0) - 1;
    },
    maySell: (name) => standing(name) >= exclusion,
    mayBuy: () => true,
    limitWh: () => Infinity,
    standing,
    settle: ({ exchanges }) => {
      for (const { seller, praised } of exchanges) {
        rate(seller, praised);
      }
    },
    vouch: (_from, to) => {
      rate(to, true);
    },
    endDay: () => undefined,
  };
}
