// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { sha256Hex } from '../digest.js';
import { DomainError } from '../errors.js';
import type { CommitteeParameters } from './committee-parameters.js';
import type { DutyNote, RankedValidator, SlotOutcome } from './ranking.js';
import { sponsorId, type Validator } from './validator.js';

const FULL = 1_000_000;
const DAY = 86_400_000;
/** Transactions may be stamped 5 minutes off: what belongs to a day has come when twice that has passed. */
const SETTLING = 10 * 60_000;

/** A validator's duty as the days before have left it. */
export type Duty = Pick<RankedValidator, 'duty' | 'outUntil'>;

/** A validator and its sponsor's standing. */
export interface Candidate {
  readonly validator: Validator;
  readonly reputation: number;
  readonly barred: boolean;
  /** Whether the validator and its organisation are active. */
  readonly active: boolean;
}

/** The UTC day of an instant, and the day so many days later. */
export function dayOf(instant: string, later = 0): string {
  return new Date(Date.parse(instant) + later * DAY).toISOString().slice(0, 10);
}

/** The seed of a day: the hash of all results settled the day before, in the order of LEAGs and slots. */
export function seedOf(day: string, settled: readonly SlotOutcome[]): string {
  return sha256Hex(canonicalJson(['wattpass/ranking/1', day, settled.map(({ resultHash }) => resultHash)]));
}

/**
 * A day's ranking: those that did not sit the day before come first, then by reputation, then by hash with the seed,
 * because the reputation of most honest members is full.
 */
export function rank(
  candidates: readonly Candidate[],
  day: string,
  facts: {
    readonly seed: string;
    /** By the sponsor's id, so that a new certificate does not clean them. */
    readonly duties: ReadonlyMap<string, Duty>;
    readonly satYesterday: ReadonlySet<string>;
    readonly rules: CommitteeParameters;
  },
): RankedValidator[] {
  const ranked = candidates.map((candidate): RankedValidator => {
    const { validator, reputation } = candidate;
    const duty = facts.duties.get(sponsorId(validator.sponsor)) ?? { duty: FULL };
    const excluded = exclusionOf(candidate, duty, day, facts.rules);
    return {
      validator: validator.id,
      mspId: validator.mspId,
      sponsor: validator.sponsor,
      reputation,
      ...duty,
      resting: facts.satYesterday.has(validator.id),
      ...(excluded !== undefined && { excluded }),
    };
  });
  const tie = new Map(candidates.map(({ validator: { id } }) => [id, sha256Hex(`${facts.seed}${id}`)]));
  return ranked.sort(
    (left, right) =>
      Number(left.resting) - Number(right.resting) ||
      right.reputation - left.reputation ||
      ((tie.get(left.validator) ?? '') < (tie.get(right.validator) ?? '') ? -1 : 1),
  );
}

/** Duty scores, by sponsor, after the notes of one day. They never reach the scores of trade. */
export function withNotes(
  duties: ReadonlyMap<string, Duty>,
  day: string,
  notes: readonly DutyNote[],
  sponsorOf: (validator: string) => string,
  rules: CommitteeParameters,
): Map<string, Duty> {
  const next = new Map(duties);
  for (const { validator, duty: kind } of notes) {
    const sponsor = sponsorOf(validator);
    const { duty, outUntil } = next.get(sponsor) ?? { duty: FULL };
    const step = { timely: rules.dutyTimely, late: 0, missed: -rules.dutyMissed, refuted: -rules.dutyRefuted }[kind];
    const until = kind === 'refuted' ? dayOf(day, rules.dutyOutDays) : outUntil;
    next.set(sponsor, {
      duty: Math.min(FULL, Math.max(0, duty + step)),
      ...(until !== undefined && { outUntil: until }),
    });
  }
  return next;
}

/**
 * Checks that a day's ranking can be taken: the day has begun, and what was stamped the day before has come.
 * @throws DomainError RULE_VIOLATION (`rankingTime`)
 */
export function requireRankingTime(day: string, now: string): void {
  const since = Date.parse(now) - Date.parse(`${day}T00:00:00Z`);
  if (since < SETTLING || since >= DAY) {
    throw new DomainError('RULE_VIOLATION', `/day: the ranking of ${day} is taken on that day, from 00:10 on`, {
      rule: 'rankingTime',
      day,
    });
  }
}

function exclusionOf(
  { active, barred }: Candidate,
  { duty, outUntil }: Duty,
  day: string,
  rules: CommitteeParameters,
): RankedValidator['excluded'] {
  if (!active || barred) {
    return active ? 'barred' : 'inactive';
  }
  if (outUntil !== undefined && day <= outUntil) {
    return 'out';
  }
  return duty < rules.dutyMinimum ? 'duty' : undefined;
}
