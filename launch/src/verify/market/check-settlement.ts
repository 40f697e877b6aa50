// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@wattpass/chaincode/domain';
import { outcomeOf } from '@wattpass/chaincode/domain/market/outcome-rules.js';
import type { Outcome } from '@wattpass/chaincode/domain/market/outcome.js';
import type { FillLine } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { BrokenRule, MarketRule } from './broken-rule.js';
import { slotName, type SlotRecords } from './market-records.js';

/**
 * Checks how a slot ended: settled on an attested result with an outcome for every line, or void with a reason and none.
 * A slot that has not ended is no fault here.
 */
export function checkSettlement(records: SlotRecords): BrokenRule[] {
  switch (records.slot.state) {
    case 'SETTLED':
      return [...checkAttested(records), ...checkOutcomes(records)];
    case 'VOID':
      return checkVoid(records);
    default:
      return records.outcomes.length === 0 ? [] : [broken(records, 'settlement', 'outcomes before the settlement')];
  }
}

function checkAttested(records: SlotRecords): BrokenRule[] {
  const { cleared, conclusion } = records;
  const counts = cleared !== undefined && (conclusion === 'attested' || conclusion === 'approved');
  return counts ? [] : [broken(records, 'attested', `settled with a result that is ${conclusion ?? 'not attested'}`)];
}

function checkVoid(records: SlotRecords): BrokenRule[] {
  const { slot, outcomes } = records;
  return [
    ...(slot.voided === undefined ? [broken(records, 'ended', 'void without a reason')] : []),
    ...(outcomes.length === 0 ? [] : [broken(records, 'settlement', 'outcomes in a void slot')]),
  ];
}

function checkOutcomes(records: SlotRecords): BrokenRule[] {
  const { fills, outcomes } = records;
  const byTrader = new Map(outcomes.map((outcome) => [outcome.trader, outcome]));
  const filled = new Set(fills.map(({ trader }) => trader));
  const extra = outcomes.filter(({ trader }) => !filled.has(trader)).length;
  return [
    ...(extra === 0 ? [] : [broken(records, 'settlement', `${extra} outcomes too many`)]),
    ...fills.flatMap((line) => checkOutcome(records, line, byTrader.get(line.trader))),
  ];
}

function checkOutcome(records: SlotRecords, line: FillLine, outcome: Outcome | undefined): BrokenRule[] {
  const { slot, readings } = records;
  if (outcome === undefined) {
    return [broken(records, 'settlement', `nothing came of the order of ${line.trader}`)];
  }
  const { settledAt: now, final: last, scored } = outcome;
  const reading = outcome.source === 'reading' ? readings.find(({ trader }) => trader === line.trader) : undefined;
  const ruled = outcome.source === 'ruling' ? { ruledWh: outcome.meteredWh } : {};
  const expected: Outcome = { ...outcomeOf(line, reading, slot, { now, last, disputed: !last, ...ruled }), scored };
  const differing = (Object.keys(expected) as (keyof Outcome)[]).filter(
    (field) => canonicalJson(expected[field]) !== canonicalJson(outcome[field]),
  );
  return differing.map((field) =>
    broken(records, 'settlement', `${field} of ${line.trader} is ${outcome[field]}, not ${expected[field]}`),
  );
}

function broken({ slot }: SlotRecords, rule: MarketRule, detail: string): BrokenRule {
  return { rule, where: slotName(slot), detail };
}
