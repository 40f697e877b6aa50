// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { DomainError } from '../errors.js';
import { Count, Millionths } from '../fields.js';

/** The rule parameters of markets; times in seconds. */
export const marketParameterFields = {
  /**
   * How far a slot's deadlines lie apart, at least: twice the time that a transaction's clock may be off, or who chooses
   * the time of a transaction decides which deadline it makes.
   */
  deadlineGapSeconds: Count.min(1).max(86_400),
  /** How long after the closure sealed orders can be shown. */
  revealSeconds: Count.min(1).max(86_400),
  /** How long a reading can be looked at, and contested, before its order is settled; 0: until somebody settles it. */
  reviewSeconds: Count.max(86_400),
  /** How long after the time for readings a slot can be settled. */
  settleSeconds: Count.min(60),
  /** How long after the settlement what is still open can be changed by a late reading. */
  disputeWindowSeconds: Count.min(1),
  /** How long after the time for readings escrows last; longer than settling and disputing. */
  escrowSeconds: Count.min(60),
  /** The least that an order trades, Wh. */
  orderMinimumWh: Count.min(1),
  /** The highest price of missing energy, millionths of the ceiling. */
  imbalanceFactor: z.int().min(1_000_000).max(10_000_000),
  /** What the owner of a sealed order that is never shown loses of what it locked, millionths. */
  sealedPenalty: Millionths,
};

/** The rules of a market, as a slot carries them from its planning on. */
export const MarketParameters = z.strictObject(marketParameterFields);

/** See {@link MarketParameters}. */
export type MarketParameters = Readonly<z.infer<typeof MarketParameters>>;

/** What holds until the first vote. */
export const defaultMarketParameters: MarketParameters = {
  deadlineGapSeconds: 60,
  revealSeconds: 120,
  reviewSeconds: 0,
  settleSeconds: 7 * 86_400,
  disputeWindowSeconds: 86_400,
  escrowSeconds: 21 * 86_400,
  orderMinimumWh: 500,
  imbalanceFactor: 1_200_000,
  sealedPenalty: 100_000,
};

/** The market's part of all rule parameters. */
export function marketParametersOf(all: MarketParameters): MarketParameters {
  return MarketParameters.strip().parse(all);
}

/**
 * Checks that escrows outlast what they are locked for: settling, late readings, and the ruling of a dispute.
 * @throws DomainError RULE_VIOLATION (`escrowsOutlast`)
 */
export function requireEscrowsOutlast(
  parameters: Pick<MarketParameters, 'settleSeconds' | 'disputeWindowSeconds' | 'escrowSeconds'> & {
    /** How long a dispute waits for a ruling. */
    readonly disputeSeconds: number;
  },
): void {
  const { settleSeconds, disputeWindowSeconds, disputeSeconds, escrowSeconds } = parameters;
  const least = settleSeconds + disputeWindowSeconds + disputeSeconds;
  if (escrowSeconds < least) {
    throw new DomainError('RULE_VIOLATION', `/change/parameters/escrowSeconds: ${least} at least, with these others`, {
      rule: 'escrowsOutlast',
      least,
    });
  }
}
