// SPDX-License-Identifier: Apache-2.0
import { compareInstants, type RuleVersion } from '@wattpass/chaincode/domain';
import { executionsOf } from '@wattpass/chaincode/domain/market/executions.js';
import type { Execution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { isCleared, slotName, type MarketRecords } from './market-records.js';

/** What came of one order, and what its slot fixes. */
export interface SettledExecution {
  readonly execution: Execution;
  readonly deliveryEnd: string;
  readonly ruleVersion: number;
}

/** What scores are recomputed from. */
export interface ScoreEvidence {
  /** By slot and participant, see {@link executionKey}: an order a slot. Only what has counted. */
  readonly executions: ReadonlyMap<string, SettledExecution>;
  readonly rules: readonly RuleVersion[];
  /** Participant and time of every consent vote that was carried out, see {@link restorationKey}. */
  readonly restorations: ReadonlySet<string>;
}

/** Names what came of a participant's order in a slot. */
export function executionKey(slot: { readonly leag: string; readonly slot: string }, participant: string): string {
  return `${slotName(slot)} ${participant}`;
}

/** Names a participant's restoration. */
export function restorationKey({ participant, at }: { readonly participant: string; readonly at: string }): string {
  return `${participant} ${at}`;
}

/** The evidence in a market's records: the outcomes of settled slots that counted, and the consent votes. */
export function evidenceOf({ slots, rules, restorations }: MarketRecords): ScoreEvidence {
  const executions = new Map<string, SettledExecution>();
  for (const { slot, fills, outcomes, cleared, notices } of slots.filter(isCleared)) {
    const scored = outcomes.filter((outcome) => outcome.scored);
    for (const execution of executionsOf(scored, fills, cleared.result, notices)) {
      const { deliveryEnd, ruleVersion } = slot;
      executions.set(executionKey(slot, execution.participant), { execution, deliveryEnd, ruleVersion });
    }
  }
  return { executions, rules, restorations: new Set(restorations.map(restorationKey)) };
}

/** The rules that held at an instant. @throws Error where the ledger has none */
export function rulesAt(rules: readonly RuleVersion[], at: string): RuleVersion {
  const found = rules.findLast(({ effectiveFrom }) => compareInstants(effectiveFrom, at) <= 0) ?? rules[0];
  if (found === undefined) {
    throw new Error('the ledger has no rule parameters');
  }
  return found;
}
