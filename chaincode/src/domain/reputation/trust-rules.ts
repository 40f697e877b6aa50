// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import type { ReputationParameters } from './reputation-parameters.js';
import type { Reputation, Trust, TrustFacts } from './reputation.js';
import type { TraderRole } from './role-score.js';

/** R, the score over both roles: that of the buyer alone until the participant has sold, then the mean of the two. */
export function overallScore({ seller, buyer }: Pick<Reputation, 'seller' | 'buyer'>): number {
  const hasSold = seller.successes + seller.failures > 0;
  return hasSold ? Math.floor((buyer.score + seller.score) / 2) : buyer.score;
}

/** What orders are to read of a participant: in which roles it is barred, and how much it may trade in a slot. */
export function trustOf(reputation: Omit<Reputation, 'trust'>, rules: ReputationParameters): TrustFacts {
  const overall = overallScore(reputation);
  const barred = (score: number): boolean => score < rules.reputationMinimum || overall < rules.reputationMinimum;
  return {
    sellerBarred: barred(reputation.seller.score),
    buyerBarred: barred(reputation.buyer.score),
    slotLimitWh: slotLimit(overall, reputation.probation === undefined, rules),
  };
}

/** A reputation as it is to be written, with the new trust record where that changes: only a crossing writes one. */
export function crossing(
  reputation: Reputation,
  { rules, version, at }: { readonly rules: ReputationParameters; readonly version: number; readonly at: string },
): { readonly reputation: Reputation; readonly trust: Trust | undefined } {
  const { participant, trust: stands } = reputation;
  const trust = trustOf(reputation, rules);
  const same =
    stands.sellerBarred === trust.sellerBarred &&
    stands.buyerBarred === trust.buyerBarred &&
    stands.slotLimitWh === trust.slotLimitWh;
  return same
    ? { reputation, trust: undefined }
    : { reputation: { ...reputation, trust }, trust: { participant, ...trust, since: at, ruleVersion: version } };
}

/**
 * Checks that a participant may place an order of this side and size.
 * @throws DomainError RULE_VIOLATION: barred, slotLimit
 */
export function requireTrust(trust: Trust, role: TraderRole, energyWh: number): void {
  if (role === 'seller' ? trust.sellerBarred : trust.buyerBarred) {
    throw new DomainError('RULE_VIOLATION', `${trust.participant} is barred as a ${role}`, {
      rule: 'barred',
      participant: trust.participant,
      role,
      since: trust.since,
    });
  }
  if (trust.slotLimitWh !== null && energyWh > trust.slotLimitWh) {
    throw new DomainError('RULE_VIOLATION', `at most ${trust.slotLimitWh} Wh a slot, not ${energyWh}`, {
      rule: 'slotLimit',
      limitWh: trust.slotLimitWh,
    });
  }
}

function slotLimit(overall: number, known: boolean, rules: ReputationParameters): number | null {
  if (!known) {
    return rules.newcomerSlotWh;
  }
  return overall < rules.unlimitedFrom ? rules.regularSlotWh : null;
}
