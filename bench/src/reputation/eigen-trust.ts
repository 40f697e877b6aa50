// SPDX-License-Identifier: Apache-2.0
import type { ScoreModel } from './score-model.js';

/** Parameters of {@link eigenTrust}, calibrated as docs/reputation.md says. */
export const eigenTrustParameters = {
  /** The weight a of the pre-trusted. */
  preTrustWeight: 0.15,
  /** How many of the first names are pre-trusted: vehicles of the members themselves. */
  preTrusted: 3,
  /** A name is excluded whose trust is less than this share of the mean, */
  exclusion: 0.3,
  /** once so many ratings of it are known. */
  ratings: 20,
  iterations: 15,
};

/**
 * EigenTrust (Kamvar, Schlosser and Garcia-Molina, 2003): t = (1 - a) C^T t + a p over the normalised local trust
 * max(praise - blame, 0), computed once a day. Buyers rate; names are free.
 */
export function eigenTrust(parameters = eigenTrustParameters): ScoreModel {
  const { preTrustWeight, preTrusted, exclusion, ratings, iterations } = parameters;
  const opinions: Map<number, number>[] = [];
  const heard: number[] = [];
  let trust: number[] = [];
  let threshold = 0;
  const rate = (from: number, to: number, praised: boolean): void => {
    const own = opinions[from] as Map<number, number>;
    own.set(to, (own.get(to) ?? 0) + (praised ? 1 : -1));
    heard[to] = (heard[to] ?? 0) + 1;
  };
  return {
    freeNames: true,
    join: () => {
      opinions.push(new Map());
      return heard.push(0) - 1;
    },
    maySell: (name) => (heard[name] ?? 0) < ratings || name >= trust.length || (trust[name] ?? 0) >= threshold,
    mayBuy: () => true,
    limitWh: () => Infinity,
    standing: (name) => trust[name] ?? 0,
    settle: ({ exchanges }) => {
      for (const { seller, buyer, praised } of exchanges) {
        rate(buyer, seller, praised);
      }
    },
    vouch: (from, to) => {
      rate(from, to, true);
    },
    endDay: () => {
      const prior = opinions.map((_, name) => (name < preTrusted ? 1 / preTrusted : 0));
      const local = opinions.map(normalised);
      trust = [...prior];
      for (let round = 0; round < iterations; round += 1) {
        trust = spread(local, trust, prior, preTrustWeight);
      }
      // names that nobody trusts at all, such as those left behind, would push the mean down
      const trusted = trust.filter((value) => value > 0).length;
      threshold = exclusion / Math.max(1, trusted);
    },
  };
}

/** The opinions of one name as shares of its trust; nothing where it trusts nobody. */
type Local = readonly (readonly [to: number, share: number])[];

function normalised(own: ReadonlyMap<number, number>): Local {
  const positive = [...own].filter(([, value]) => value > 0);
  const total = positive.reduce((sum, [, value]) => sum + value, 0);
  return positive.map(([to, value]) => [to, value / total]);
}

function spread(local: readonly Local[], trust: readonly number[], prior: readonly number[], weight: number): number[] {
  const next = prior.map((value) => value * weight);
  let returned = 0;
  for (const [from, shares] of local.entries()) {
    const given = (1 - weight) * (trust[from] ?? 0);
    if (shares.length === 0) {
      returned += given; // who trusts nobody trusts the pre-trusted
    }
    for (const [to, share] of shares) {
      next[to] = (next[to] ?? 0) + given * share;
    }
  }
  return next.map((value, name) => value + returned * (prior[name] ?? 0));
}
