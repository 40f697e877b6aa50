// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { millisecondsOf } from '../instant.js';
import type { ReputationParameters } from './reputation-parameters.js';
import type { Reputation, ScoreChange } from './reputation.js';
import { freshScore, type RoleScore, type TraderRole } from './role-score.js';
import { trustOf } from './trust-rules.js';

const DAY = 86_400;
/** The steps that a rotated score is cut down to, so that it does not identify its bearer. */
const ROTATION_STEP = 50_000;

/** The reputation of a participant that nobody knows yet. */
export function enrolled(participant: string, at: string, rules: ReputationParameters): Reputation {
  return withTrust(
    {
      participant,
      seller: freshScore(rules.reputationStart),
      buyer: freshScore(rules.reputationStart),
      tokens: rules.excuseTokensAtStart,
      tokenProgress: 0,
      probation: newcomer(),
      credit: { week: '', by: {} },
      since: at,
      changes: [],
    },
    rules,
  );
}

/**
 * The reputation of a vehicle's new owner: no better than a newcomer's, no better than the old owner's, so that a sale
 * cleans nothing.
 */
export function underNewOwner(
  old: Reputation,
  participant: string,
  at: string,
  rules: ReputationParameters,
): Reputation {
  const inherited = ({ score, lastDrop }: RoleScore): RoleScore => ({
    ...freshScore(Math.min(rules.reputationStart, score)),
    ...(lastDrop !== undefined && { lastDrop }),
  });
  const tokens = Math.min(rules.excuseTokensAtStart, old.tokens);
  const [seller, buyer] = [inherited(old.seller), inherited(old.buyer)];
  return withTrust({ ...enrolled(participant, at, rules), seller, buyer, tokens }, rules);
}

/**
 * The reputation that follows a participant to a new pseudonym: whatever would identify it is cut down, times of failures
 * are moved on to the end of their day, and nothing more is gained that day.
 */
export function rotated(old: Reputation, participant: string, at: string, rules: ReputationParameters): Reputation {
  const day = Math.floor(millisecondsOf(at) / 1000 / DAY);
  const coarse = (score: RoleScore): RoleScore => ({
    score: score.score - (score.score % ROTATION_STEP),
    successWh: powerOfTwoBelow(score.successWh),
    successes: powerOfTwoBelow(score.successes),
    failureWh: powerOfTwoBelow(score.failureWh),
    failures: powerOfTwoBelow(score.failures),
    ...(score.lastDrop !== undefined && { lastDrop: Math.ceil(score.lastDrop / DAY) * DAY }),
    gainDay: day,
    gainToday: rules.reputationDailyGain,
  });
  const { probation, ...rest } = enrolled(participant, at, rules);
  return withTrust(
    {
      ...rest,
      seller: coarse(old.seller),
      buyer: coarse(old.buyer),
      tokens: Math.min(rules.excuseTokensAtStart, old.tokens),
      ...(old.probation !== undefined && probation !== undefined && { probation }),
    },
    rules,
  );
}

/**
 * The reputation after a consent vote: both roles come back with at least the restored score, the clock of the last
 * failure starts anew, the evidence stays, and the newcomer's limits hold again.
 * @throws DomainError RULE_VIOLATION (`barredToRestore`) unless a role is barred.
 */
export function restored(
  old: Reputation,
  at: string,
  { rules, version }: { readonly rules: ReputationParameters; readonly version: number },
): Reputation {
  requireBarred(old, rules);
  const lastDrop = Math.floor(millisecondsOf(at) / 1000);
  const again = (score: RoleScore): RoleScore => ({
    ...score,
    score: Math.max(score.score, rules.reputationRestored),
    lastDrop,
  });
  const change = (role: TraderRole, after: RoleScore): ScoreChange => ({
    reason: 'restored',
    role,
    ruleVersion: version,
    at,
    before: old[role].score,
    after: after.score,
  });
  const [seller, buyer] = [again(old.seller), again(old.buyer)];
  return {
    ...old,
    seller,
    buyer,
    probation: newcomer(),
    changes: [change('seller', seller), change('buyer', buyer)],
  };
}

/** @throws DomainError RULE_VIOLATION (`barredToRestore`) unless a role is barred. */
export function requireBarred(reputation: Reputation, rules: ReputationParameters): void {
  const { sellerBarred, buyerBarred } = trustOf(reputation, rules);
  if (!sellerBarred && !buyerBarred) {
    throw new DomainError('RULE_VIOLATION', `${reputation.participant} is not barred`, { rule: 'barredToRestore' });
  }
}

function withTrust(reputation: Omit<Reputation, 'trust'>, rules: ReputationParameters): Reputation {
  return { ...reputation, trust: trustOf(reputation, rules) };
}

function newcomer(): NonNullable<Reputation['probation']> {
  return { successes: 0, counterparties: [] };
}

function powerOfTwoBelow(value: number): number {
  let power = value > 0 ? 1 : 0;
  while (power > 0 && power * 2 <= value) {
    power *= 2;
  }
  return power;
}
