// SPDX-License-Identifier: Apache-2.0
import type { AnswerOf } from '@wattpass/gateway-api/client';
import type { ScoreFall, TradedReputation } from './trading-result.js';

/** A change of a score as the ledger keeps it. */
export type ScoreChange = AnswerOf<'listScoreChanges'>['changes'][number];

const MILLION = 1_000_000;

/** Where scores start and below which a role is barred, millionths. */
export interface ScoreTerms {
  readonly start: number;
  readonly minimum: number;
}

/**
 * What a history of score changes comes to. R is the buyer's score until something was sold, then the mean of both, rounded
 * down, as the ledger's rule has it.
 */
export function replayed(
  changes: readonly ScoreChange[],
  { start, minimum }: ScoreTerms,
): Pick<TradedReputation, 'start' | 'end' | 'lowest' | 'barred' | 'falls'> {
  const scores = { seller: start, buyer: start };
  const overall = (): number => (hasSold ? Math.floor((scores.buyer + scores.seller) / 2) : scores.buyer);
  let hasSold = false;
  let lowest = start;
  let barred = false;
  const falls: ScoreFall[] = [];
  for (const change of changes) {
    const { role, reason, before, after } = change;
    hasSold ||= role === 'seller' && (reason === 'delivered' || reason === 'shortfall');
    scores[role] = after;
    lowest = Math.min(lowest, overall());
    barred ||= Math.min(overall(), scores.seller, scores.buyer) < minimum;
    if (after < before) {
      falls.push(fallOf(change));
    }
  }
  return { start: start / MILLION, end: overall() / MILLION, lowest: lowest / MILLION, barred, falls };
}

function fallOf({ slot, role, reason, contractedWh = 0, meteredWh = 0, before, after }: ScoreChange): ScoreFall {
  return {
    leag: slot?.leag ?? '',
    slot: slot?.slot ?? '',
    role,
    reason,
    contractedWh,
    meteredWh,
    before: before / MILLION,
    after: after / MILLION,
  };
}
