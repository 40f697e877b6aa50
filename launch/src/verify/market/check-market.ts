// SPDX-License-Identifier: Apache-2.0
import type { BrokenRule } from './broken-rule.js';
import { checkClearing } from './check-clearing.js';
import { checkPrices } from './check-prices.js';
import { checkScores } from './check-scores.js';
import { checkSettlement } from './check-settlement.js';
import { checkSupply } from './check-supply.js';
import { isCleared, type MarketRecords } from './market-records.js';
import type { ScorePath } from './replay-scores.js';

/** What a recount of the market found. */
export interface MarketVerdict {
  readonly problems: readonly BrokenRule[];
  /** The way of each participant through its scores, as recomputed. */
  readonly paths: ReadonlyMap<string, ScorePath>;
}

/** Recounts the market from its records alone. */
export function checkMarket(records: MarketRecords): MarketVerdict {
  const scores = checkScores(records);
  return {
    problems: [
      ...records.slots.flatMap((slot) => (isCleared(slot) ? [...checkClearing(slot), ...checkPrices(slot)] : [])),
      ...records.slots.flatMap(checkSettlement),
      ...checkSupply(records.money),
      ...scores.problems,
    ],
    paths: scores.paths,
  };
}
