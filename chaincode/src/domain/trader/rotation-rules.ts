// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import type { ReputationParameters } from '../reputation/reputation-parameters.js';
import type { Reputation } from '../reputation/reputation.js';
import { rotated } from '../reputation/standing-rules.js';

/** What a rotated pseudonym starts with, apart from its name. */
export type Start = Omit<Reputation, 'participant'>;

/**
 * What the successors of pseudonyms start with, in an order that follows from the starts alone: the LEAG names the
 * successors in this order, so the ledger can give each its start without learning whose it is among equals.
 */
export function startsOf(
  old: readonly Reputation[],
  at: string,
  rules: ReputationParameters,
): { readonly from: string; readonly start: Start }[] {
  return old
    .map((reputation) => {
      const { participant, ...start } = rotated(reputation, reputation.participant, at, rules);
      return { from: participant, start, order: canonicalJson(start) };
    })
    .sort((left, right) => compare(left.order, right.order) || compare(left.from, right.from))
    .map(({ from, start }) => ({ from, start }));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
