// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type Json, type Reputation, type ScoreChange } from '@wattpass/chaincode/domain';
import { applyExecution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { enrolled, restored } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { crossing, overallScore } from '@wattpass/chaincode/domain/reputation/trust-rules.js';
import type { ParticipantRecords } from './market-records.js';
import { executionKey, restorationKey, rulesAt, type ScoreEvidence } from './score-evidence.js';

/** A participant's way through its scores, as the rules give it; scores over both roles, millionths. */
export interface ScorePath {
  readonly start: number;
  readonly end: number;
  readonly lowest: number;
  /** Whether it was barred in a role at any time. */
  readonly everBarred: boolean;
  /** What of the evidence counted, by its keys. */
  readonly counted: ReadonlySet<string>;
  /** What the ledger says otherwise first, if it does; what follows from there is not looked at. */
  readonly problem: { readonly rule: 'reason' | 'score'; readonly detail: string } | undefined;
}

/** A change that does not follow. */
class ReplayError extends Error {
  constructor(
    readonly rule: 'reason' | 'score',
    detail: string,
  ) {
    super(detail);
  }
}

/** Recomputes a participant's scores by the rules, change by change, from what came of its orders alone. */
export function replayScores(records: ParticipantRecords, evidence: ScoreEvidence): ScorePath {
  const { reputation, changes } = records;
  const { participant, since } = reputation;
  let standing = enrolled(participant, since, rulesAt(evidence.rules, since).parameters);
  const path = { start: overallScore(standing), lowest: overallScore(standing), everBarred: false };
  const counted = new Set<string>();
  const stepTo = (next: Reputation): void => {
    standing = next;
    path.lowest = Math.min(path.lowest, overallScore(next));
    path.everBarred ||= next.trust.sellerBarred || next.trust.buyerBarred;
  };
  const end = overallScore(reputation);
  try {
    for (const step of stepsOf(changes)) {
      if (step.reason === 'restored') {
        stepTo(restoredAgain(standing, step.changes, evidence));
      } else {
        const { next, key } = executedAgain(standing, step.changes[0], counted, evidence);
        counted.add(key);
        stepTo(next);
      }
    }
    requireSame('score', 'the record as a whole', standing, reputation);
  } catch (error) {
    if (!(error instanceof ReplayError)) {
      throw error;
    }
    return { ...path, end, counted, problem: { rule: error.rule, detail: error.message } };
  }
  return { ...path, end, counted, problem: undefined };
}

/** The changes that one transaction made: one of an execution, or those of both roles by a vote. */
type Step =
  | { readonly reason: 'executed'; readonly changes: readonly [ScoreChange] }
  | { readonly reason: 'restored'; readonly changes: readonly ScoreChange[] };

function stepsOf(changes: readonly ScoreChange[]): Step[] {
  const steps: Step[] = [];
  for (const change of changes) {
    const last = steps.at(-1);
    if (change.reason !== 'restored') {
      steps.push({ reason: 'executed', changes: [change] });
    } else if (last?.reason === 'restored' && last.changes.length === 1) {
      steps[steps.length - 1] = { reason: 'restored', changes: [...last.changes, change] };
    } else {
      steps.push({ reason: 'restored', changes: [change] });
    }
  }
  return steps;
}

function executedAgain(
  standing: Reputation,
  change: ScoreChange,
  counted: ReadonlySet<string>,
  { executions, rules }: ScoreEvidence,
): { readonly next: Reputation; readonly key: string } {
  const { slot, orderId } = change;
  if (slot === undefined || orderId === undefined) {
    throw new ReplayError('reason', `a change to ${change.after} for ${change.reason} names no slot or no order`);
  }
  const key = executionKey(slot, standing.participant);
  const settled = executions.get(key);
  if (settled?.execution.orderId !== orderId) {
    throw new ReplayError(
      'reason',
      `a change for ${change.reason} names ${slot.leag} ${slot.slot}, where nothing came of its order`,
    );
  }
  if (counted.has(key)) {
    throw new ReplayError('score', `the order in ${slot.leag} ${slot.slot} counted twice`);
  }
  const { execution, deliveryEnd, ruleVersion: version } = settled;
  const parameters = rules.find((each) => each.version === version)?.parameters;
  if (parameters === undefined) {
    throw new ReplayError(
      'reason',
      `there is no version ${version} of the rules, which ${slot.leag} ${slot.slot} names`,
    );
  }
  const again = applyExecution(standing, execution, { slot, deliveryEnd, ruleVersion: version, rules: parameters });
  requireSame('score', `the change in ${slot.leag} ${slot.slot}`, again.change, change);
  const at = { rules: parameters, version, at: deliveryEnd };
  return { next: crossing({ ...again.reputation, changes: [again.change] }, at).reputation, key };
}

function restoredAgain(
  standing: Reputation,
  changes: readonly ScoreChange[],
  { rules: versions, restorations }: ScoreEvidence,
): Reputation {
  const at = changes[0]?.at ?? '';
  const { participant } = standing;
  if (!restorations.has(restorationKey({ participant, at }))) {
    throw new ReplayError('reason', `restored at ${at} without a vote`);
  }
  const { parameters: rules, version } = rulesAt(versions, at);
  const again = restored(standing, at, { rules, version });
  requireSame('score', `the restoration at ${at}`, again.changes, changes);
  return crossing(again, { rules, version, at }).reputation;
}

function requireSame(rule: ReplayError['rule'], what: string, expected: Json, found: Json): void {
  if (canonicalJson(expected) !== canonicalJson(found)) {
    throw new ReplayError(rule, `${what} is ${canonicalJson(found)}, the rules give ${canonicalJson(expected)}`);
  }
}
