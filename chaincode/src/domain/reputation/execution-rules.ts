// SPDX-License-Identifier: Apache-2.0

import { millisecondsOf } from '../instant.js';
import { creditShares, type TradeShare } from './credit-rules.js';
import { isoWeekOf } from './iso-week.js';
import type { ReputationParameters } from './reputation-parameters.js';
import type { Reputation, ScoreChange, SlotRef } from './reputation.js';
import type { TraderRole } from './role-score.js';
import { fail, succeed } from './score-rules.js';

/** What came of one order: contracted and metered energy, whole Wh. Voided trades are no executions. */
export interface Execution {
  readonly participant: string;
  readonly orderId: string;
  readonly role: TraderRole;
  readonly contractedWh: number;
  readonly meteredWh: number;
  /** Whether a valid notice of a shortfall came in time. */
  readonly announced: boolean;
  /** What a notice does not excuse: energy due before the vehicle left. Nothing where it came before delivery. */
  readonly dueWh?: number;
  /** With whom the contracted energy was traded; the grid is `grid`. */
  readonly shares: readonly TradeShare[];
}

/** The slot of executions and the rules that hold for it. */
export interface ExecutionContext {
  readonly slot: SlotRef;
  readonly deliveryEnd: string;
  readonly ruleVersion: number;
  readonly rules: ReputationParameters;
}

/** A reputation after a change, and the change. */
export interface Changed {
  readonly reputation: Reputation;
  readonly change: ScoreChange;
}

/** Whether a delivery misses no more than the tolerance allows. */
export function delivered(contractedWh: number, meteredWh: number, rules: ReputationParameters): boolean {
  const share = Math.floor((contractedWh * rules.deliveryTolerance) / 1_000_000);
  return meteredWh >= contractedWh - Math.max(rules.deliveryToleranceWh, share);
}

/** Applies one execution to its participant's reputation: a success, a failure, or a shortfall excused by a token. */
export function applyExecution(reputation: Reputation, execution: Execution, context: ExecutionContext): Changed {
  const { contractedWh, meteredWh, announced, dueWh = 0 } = execution;
  if (delivered(contractedWh, meteredWh, context.rules)) {
    return applySuccess(reputation, execution, context);
  }
  if (announced && reputation.tokens > 0 && delivered(dueWh, meteredWh, context.rules)) {
    const score = reputation[execution.role].score;
    const change = changeOf('excused', execution, context, { countedWh: 0, before: score, after: score });
    return { reputation: { ...reputation, tokens: reputation.tokens - 1 }, change };
  }
  return applyFailure(reputation, execution, context);
}

/** The order in which executions of one participant are applied: by end of delivery, which a slot fixes, then by order. */
export function inOrder(executions: readonly Execution[]): Execution[] {
  return [...executions].sort((left, right) => (left.orderId < right.orderId ? -1 : 1));
}

function applySuccess(reputation: Reputation, execution: Execution, context: ExecutionContext): Changed {
  const { rules } = context;
  const end = secondsOf(context.deliveryEnd);
  const credited = creditShares(reputation.credit, execution.shares, isoWeekOf(end), rules);
  const countedWh = Math.min(execution.meteredWh, execution.contractedWh, credited.energyWh);
  const before = reputation[execution.role];
  const after = succeed(before, countedWh, end, rules);
  const change = changeOf('delivered', execution, context, { countedWh, before: before.score, after: after.score });
  const scored: Reputation = { ...reputation, [execution.role]: after, credit: credited.credit };
  // trade that nothing is credited for shows nothing: it earns no token and ends no probation
  return { reputation: countedWh === 0 ? scored : proven(scored, credited.counterparties, rules), change };
}

function applyFailure(reputation: Reputation, execution: Execution, context: ExecutionContext): Changed {
  const countedWh = execution.contractedWh - execution.meteredWh;
  const before = reputation[execution.role];
  const after = fail(before, countedWh, secondsOf(context.deliveryEnd), context.rules);
  const change = changeOf('shortfall', execution, context, { countedWh, before: before.score, after: after.score });
  return { reputation: { ...reputation, [execution.role]: after }, change };
}

/** Counts a success towards the next token and the end of the probation. */
function proven(reputation: Reputation, counterparties: readonly string[], rules: ReputationParameters): Reputation {
  const { probation, tokenProgress, tokens, ...rest } = reputation;
  const earned = tokenProgress + 1 >= rules.excuseTokenSuccesses;
  const counted: Reputation = {
    ...rest,
    tokens: earned ? Math.max(tokens, Math.min(tokens + 1, rules.excuseTokensAtMost)) : tokens,
    tokenProgress: earned ? 0 : tokenProgress + 1,
  };
  if (probation === undefined) {
    return counted;
  }
  const successes = probation.successes + 1;
  const met = [...new Set([...probation.counterparties, ...counterparties])].slice(0, rules.newcomerCounterparties);
  const known = successes >= rules.newcomerSuccesses && met.length >= rules.newcomerCounterparties;
  return known ? counted : { ...counted, probation: { successes, counterparties: met } };
}

function changeOf(
  reason: ScoreChange['reason'],
  { role, orderId, contractedWh, meteredWh }: Execution,
  { slot, deliveryEnd, ruleVersion }: ExecutionContext,
  scores: Pick<ScoreChange, 'countedWh' | 'before' | 'after'>,
): ScoreChange {
  return { reason, role, ruleVersion, slot, orderId, at: deliveryEnd, contractedWh, meteredWh, ...scores };
}

function secondsOf(instant: string): number {
  return Math.floor(millisecondsOf(instant) / 1000);
}
