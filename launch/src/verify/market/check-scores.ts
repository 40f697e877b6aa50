// SPDX-License-Identifier: Apache-2.0
import type { BrokenRule } from './broken-rule.js';
import { slotName, type MarketRecords, type ParticipantRecords } from './market-records.js';
import { replayScores, type ScorePath } from './replay-scores.js';
import { evidenceOf, executionKey } from './score-evidence.js';

/** What a recount found of scores. */
export interface CheckedScores {
  readonly problems: readonly BrokenRule[];
  /** By participant; those of rotated pseudonyms are not there. */
  readonly paths: ReadonlyMap<string, ScorePath>;
}

/**
 * Recomputes every score, and looks for outcomes that never counted. Where a pseudonym took over from another, which only its LEAG
 * can name, its changes are followed from what it began with.
 */
export function checkScores(records: MarketRecords): CheckedScores {
  const evidence = evidenceOf(records);
  const rotated = records.participants.filter((each) => each.rotated);
  const fresh = records.participants.filter((each) => !each.rotated);
  const paths = new Map(fresh.map((each) => [each.reputation.participant, replayScores(each, evidence)] as const));
  const broken = [...paths].flatMap(([where, { problem }]) => (problem === undefined ? [] : [{ ...problem, where }]));
  return { problems: [...broken, ...rotated.flatMap(checkChain), ...uncounted(records, paths)], paths };
}

function checkChain({ reputation, changes }: ParticipantRecords): BrokenRule[] {
  const where = reputation.participant;
  const last = { seller: reputation.seller.score, buyer: reputation.buyer.score };
  for (const { role, before, after, reason, slot } of [...changes].reverse()) {
    if (after !== last[role]) {
      return [
        { rule: 'score', where, detail: `a change of the ${role}'s score to ${after} is followed by ${last[role]}` },
      ];
    }
    if (slot === undefined && reason !== 'restored') {
      return [{ rule: 'reason', where, detail: `a change to ${after} for ${reason} names no slot` }];
    }
    last[role] = before;
  }
  return [];
}

/** Outcomes that are said to have counted, and of which no change tells. */
function uncounted({ slots, quiet }: MarketRecords, paths: ReadonlyMap<string, ScorePath>): BrokenRule[] {
  const problems: BrokenRule[] = [];
  for (const { slot, outcomes, settledBefore } of slots) {
    const mustShow = outcomes.filter(
      ({ scored, settledAt }) => scored && (quiet || (settledBefore && settledAt === slot.settledAt)),
    );
    for (const { trader } of mustShow) {
      const path = paths.get(trader);
      if (path?.problem === undefined && path?.counted.has(executionKey(slot, trader)) === false) {
        problems.push({ rule: 'score', where: trader, detail: `its order in ${slotName(slot)} never counted` });
      }
    }
  }
  return problems;
}
