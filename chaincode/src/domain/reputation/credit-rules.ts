// SPDX-License-Identifier: Apache-2.0

import type { ReputationParameters } from './reputation-parameters.js';
import type { Reputation } from './reputation.js';

/** The counterparty that is the grid: it has no score to push, so nothing caps trade with it. */
export const GRID = 'grid';

/** What an execution traded with one counterparty, Wh. */
export interface TradeShare {
  readonly counterparty: string;
  readonly energyWh: number;
}

/** What of an execution's shares counts, and the credit as it stands then. */
export interface Credited {
  readonly energyWh: number;
  readonly counterparties: readonly string[];
  readonly credit: Reputation['credit'];
}

/**
 * Credits shares up to the most per counterparty and ISO week, so that two participants cannot push each other's scores
 * by trading to and fro.
 */
export function creditShares(
  standing: Reputation['credit'],
  shares: readonly TradeShare[],
  week: string,
  rules: ReputationParameters,
): Credited {
  const by: Record<string, number> = standing.week === week ? { ...standing.by } : {};
  const counterparties: string[] = [];
  let energyWh = 0;
  for (const share of shares) {
    const name = share.counterparty === GRID ? GRID : share.counterparty.slice(0, 16);
    const used = by[name] ?? 0;
    const granted = name === GRID ? share.energyWh : Math.min(share.energyWh, rules.counterpartyCreditWh - used);
    if (granted <= 0) {
      continue;
    }
    energyWh += granted;
    counterparties.push(name);
    if (name !== GRID) {
      by[name] = used + granted;
    }
  }
  return { energyWh, counterparties, credit: { week, by } };
}
