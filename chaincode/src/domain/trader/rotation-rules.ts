// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import type { ReputationParameters } from '../reputation/reputation-parameters.js';
import type { Reputation } from '../reputation/reputation.js';
import { rotated, underNewOwner } from '../reputation/standing-rules.js';

/** What a rotated pseudonym starts with, apart from its name. */
export type Start = Omit<Reputation, 'participant'>;

/**
 * What the successors of pseudonyms start with, those of vehicles with new owners no better than newcomers, in an order that follows from the starts alone: the LEAG names the
 * successors in this order, so the ledger can give each its start without learning whose it is among equals.
 */
export function startsOf(
  old: readonly Reputation[],
  at: string,
  rules: ReputationParameters,
  sold: readonly string[],
): { readonly from: string; readonly start: Start }[] {
  return old
    .map((reputation) => {
      const coarse = rotated(reputation, reputation.participant, at, rules);
      const { participant, ...start } = sold.includes(coarse.participant)
        ? underNewOwner(coarse, coarse.participant, at, rules)
        : coarse;
      return { from: participant, start, order: canonicalJson(start) };
    })
    .sort((left, right) => compare(left.order, right.order) || compare(left.from, right.from))
    .map(({ from, start }) => ({ from, start }));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
