// SPDX-License-Identifier: Apache-2.0
import type { TradeShare } from '@wattpass/chaincode/domain/reputation/credit-rules.js';
import { applyExecution, type Execution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { defaultReputationParameters as rules } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import type { Reputation } from '@wattpass/chaincode/domain/reputation/reputation.js';
import { enrolled, underNewOwner } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { overallScore, trustOf } from '@wattpass/chaincode/domain/reputation/trust-rules.js';
import type { Fill, ScoreModel, SlotTrades } from './score-model.js';

/**
 * The rules of this market, as the contracts run them. A name belongs to a certified vehicle: who enrols it again, as its
 * new owner, inherits its scores, and another name costs another vehicle. Ratings are not heard, only meters.
 */
export function ourRules(): ScoreModel {
  const reputations: Reputation[] = [];
  const of = (name: number): Reputation => reputations[name] as Reputation;
  const trust = (name: number): Reputation['trust'] => of(name).trust;
  return {
    freeNames: false,
    join: (at, old) => {
      const participant = idOf(reputations.length);
      const since = instantOf(at);
      const reputation =
        old === undefined ? enrolled(participant, since, rules) : underNewOwner(of(old), participant, since, rules);
      return reputations.push(reputation) - 1;
    },
    maySell: (name) => !trust(name).sellerBarred,
    mayBuy: (name) => !trust(name).buyerBarred,
    limitWh: (name) => trust(name).slotLimitWh ?? Infinity,
    standing: (name) => overallScore(of(name)),
    settle: (trades) => {
      const context = {
        slot: { leag: 'bench', slot: 'bench' },
        deliveryEnd: instantOf(trades.deliveryEnd),
        ruleVersion: 1,
        rules,
      };
      for (const role of ['seller', 'buyer'] as const) {
        const shares = sharesOf(role, trades);
        for (const fill of role === 'seller' ? trades.sellers : trades.buyers) {
          const { reputation } = applyExecution(
            of(fill.name),
            executionOf(fill, role, shares.get(fill.name) ?? []),
            context,
          );
          reputations[fill.name] = { ...reputation, trust: trustOf(reputation, rules) };
        }
      }
    },
    vouch: () => undefined,
    endDay: () => undefined,
  };
}

function executionOf(fill: Fill, role: Execution['role'], shares: Execution['shares']): Execution {
  const { contractedWh, meteredWh } = fill;
  return { participant: idOf(fill.name), orderId: '', role, contractedWh, meteredWh, announced: false, shares };
}

/** With whom each seller, or each buyer, exchanged how much. */
function sharesOf(role: Execution['role'], { exchanges }: SlotTrades): Map<number, TradeShare[]> {
  const shares = new Map<number, TradeShare[]>();
  for (const { seller, buyer, energyWh } of exchanges) {
    const [name, counterparty] = role === 'seller' ? [seller, buyer] : [buyer, seller];
    const own = shares.get(name) ?? [];
    own.push({ counterparty: idOf(counterparty), energyWh });
    shares.set(name, own);
  }
  return shares;
}

function idOf(name: number): string {
  return String(name).padStart(16, '0');
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
