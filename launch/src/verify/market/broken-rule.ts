// SPDX-License-Identifier: Apache-2.0

/** The rules that a recount of the market checks, with what each says. */
export const marketRules = {
  ended: 'every slot ends settled, or void with a reason',
  energy: 'energy bought is energy sold, in Wh',
  money: 'what is paid is what is received and the fees, in micro-currency',
  bounds: 'no price leaves the floor and the ceiling of its slot',
  limit: 'no all-in price is worse than its order accepts',
  clearing: 'the result follows from the orders alone',
  attested: 'a slot is settled only with an attested or approved result',
  settlement: 'what comes of an order follows from its line and its reading',
  supply: 'coins, notes and escrows are what was issued less what was redeemed',
  reason: 'every change of a score names slot, rule version and reason',
  score: 'scores follow from outcomes by the rules',
} as const;

/** One of {@link marketRules}. */
export type MarketRule = keyof typeof marketRules;

/** A rule that does not hold, where, and how. */
export interface BrokenRule {
  readonly rule: MarketRule;
  readonly where: string;
  readonly detail: string;
}

/** A broken rule as a sentence. */
export function sentenceOf({ rule, where, detail }: BrokenRule): string {
  return `${rule}: ${where}: ${detail}`;
}
