// SPDX-License-Identifier: Apache-2.0

import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import {
  applyExecution,
  inOrder,
  type Execution,
  type ExecutionContext,
} from '../../domain/reputation/execution-rules.js';
import { Reputation, type ScoreChange, type SlotRef } from '../../domain/reputation/reputation.js';
import { crossing } from '../../domain/reputation/trust-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, readAhead, save } from '../../ledger/repository.js';

/** A slot whose deliveries are settled, with the version of the rules that it was planned under. */
export interface SettledSlot {
  readonly slot: SlotRef;
  readonly deliveryEnd: string;
  readonly rules: RuleVersion;
}

/**
 * Applies what came of a slot's orders to the reputations of their participants, in the order of the orders' ids: one
 * read and one write for each participant, and one more where it crosses a bar or a limit. Called by settlement; a LEAG
 * settles its slots in order.
 * @returns Every change, for the settlement's event.
 * @throws DomainError NOT_FOUND for a participant that is not enrolled.
 */
export async function applyExecutions(
  ledger: Ledger,
  settled: SettledSlot,
  executions: readonly Execution[],
): Promise<ScoreChange[]> {
  const { parameters, version } = settled.rules;
  const context: ExecutionContext = {
    slot: settled.slot,
    deliveryEnd: settled.deliveryEnd,
    ruleVersion: version,
    rules: parameters,
  };
  const byParticipant = new Map<string, Execution[]>();
  for (const execution of inOrder(executions)) {
    const own = byParticipant.get(execution.participant);
    if (own === undefined) {
      byParticipant.set(execution.participant, [execution]);
    } else {
      own.push(execution);
    }
  }
  await readAhead(ledger, [...byParticipant.keys()].map(keys.reputation));
  const all: ScoreChange[] = [];
  for (const [participant, own] of byParticipant) {
    let reputation = await load(ledger, Reputation, keys.reputation(participant));
    const changes: ScoreChange[] = [];
    for (const execution of own) {
      const changed = applyExecution(reputation, execution, context);
      reputation = changed.reputation;
      changes.push(changed.change);
    }
    await saveReputation(ledger, { ...reputation, changes }, settled.rules, settled.deliveryEnd);
    all.push(...changes);
  }
  return all;
}

/** Writes the reputation that a pseudonym starts with, and what orders read of it. */
export async function startReputation(
  ledger: Ledger,
  reputation: Reputation,
  { ruleVersion, now }: { readonly ruleVersion: number; readonly now: string },
): Promise<void> {
  const { participant, trust } = reputation;
  await save(ledger, keys.reputation(participant), reputation);
  await save(ledger, keys.trust(participant), { participant, ...trust, since: now, ruleVersion });
}

/** Writes a reputation, and what orders read of it where that has changed. */
export async function saveReputation(
  ledger: Ledger,
  changed: Reputation,
  { parameters, version }: RuleVersion,
  at: string,
): Promise<void> {
  const { reputation, trust } = crossing(changed, { rules: parameters, version, at });
  await save(ledger, keys.reputation(reputation.participant), reputation);
  if (trust !== undefined) {
    await save(ledger, keys.trust(trust.participant), trust);
  }
}
