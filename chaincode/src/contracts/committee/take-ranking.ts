// SPDX-License-Identifier: Apache-2.0

import { Ranking, SlotOutcome } from '../../domain/committee/ranking.js';
import {
  dayOf,
  rank,
  requireRankingTime,
  seedOf,
  withNotes,
  type Candidate,
  type Duty,
} from '../../domain/committee/ranking-rules.js';
import { sponsorId, Validator } from '../../domain/committee/validator.js';
import { Member } from '../../domain/consortium/member.js';
import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import { Reputation } from '../../domain/reputation/reputation.js';
import { overallScore } from '../../domain/reputation/trust-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** How many days without a ranking the next one looks back over. */
const LOOK_BACK = 31;
/** The standing of an organisation, which does not trade. */
const ORGANISATION_SCORE = 500_000;

/** Takes the ranking of a day; a repeat answers with it. */
export const takeRanking: Handler<'committee:takeRanking'> = async (session, { day }) => {
  const { ledger, now } = session;
  const existing = await find(ledger, Ranking, keys.ranking(day));
  if (existing !== undefined) {
    return existing;
  }
  requireRankingTime(day, now);
  const rules = await rulesInForce(ledger, now);
  const validators = await listAll(ledger, Validator, keys.validators());
  const yesterday = await listAll(ledger, SlotOutcome, keys.slotOutcomes(dayOf(day, -1)));
  const seed = seedOf(day, yesterday);
  const ranked = rank(await candidatesOf(ledger, validators), day, {
    seed,
    duties: await dutiesBefore(ledger, day, validators, rules),
    satYesterday: new Set(yesterday.flatMap(({ duties }) => duties.map(({ validator }) => validator))),
    rules: rules.parameters,
  });
  const ranking: Ranking = { day, seed, ranked, ruleVersion: rules.version, at: now };
  await save(ledger, keys.ranking(day), ranking);
  announce(session, 'committee.ranked', [{ kind: 'ranking', id: day, validators: ranked.length }]);
  return ranking;
};

async function candidatesOf(ledger: Ledger, validators: readonly Validator[]): Promise<Candidate[]> {
  const members = await listAll(ledger, Member, keys.members());
  const candidates: Candidate[] = [];
  for (const validator of validators.filter(({ status }) => status !== 'applied')) {
    const { sponsor } = validator;
    const active =
      validator.status === 'active' &&
      members.some(({ mspId, status }) => mspId === validator.mspId && status === 'active');
    if (sponsor.kind === 'organisation') {
      candidates.push({ validator, reputation: ORGANISATION_SCORE, barred: false, active });
    } else {
      const reputation = await load(ledger, Reputation, keys.reputation(sponsor.participant));
      const barred = reputation.trust.sellerBarred || reputation.trust.buyerBarred;
      candidates.push({ validator, reputation: overallScore(reputation), barred, active });
    }
  }
  return candidates;
}

/** The duty of every sponsor by the end of the day before: as last ranked, with the notes since. */
async function dutiesBefore(
  ledger: Ledger,
  day: string,
  validators: readonly Validator[],
  rules: RuleVersion,
): Promise<ReadonlyMap<string, Duty>> {
  const sponsors = new Map(validators.map(({ id, sponsor }) => [id, sponsorId(sponsor)]));
  const days = Array.from({ length: LOOK_BACK }, (_, back) => dayOf(day, -1 - back));
  const open: string[] = [];
  let duties = new Map<string, Duty>();
  for (const earlier of days) {
    open.unshift(earlier);
    const ranking = await find(ledger, Ranking, keys.ranking(earlier));
    if (ranking !== undefined) {
      duties = new Map(
        ranking.ranked.map(({ sponsor, duty, outUntil }) => [
          sponsorId(sponsor),
          { duty, ...(outUntil !== undefined && { outUntil }) },
        ]),
      );
      break;
    }
  }
  for (const past of open) {
    const outcomes = await listAll(ledger, SlotOutcome, keys.slotOutcomes(past));
    const notes = outcomes.flatMap((outcome) => outcome.duties);
    duties = withNotes(duties, past, notes, (validator) => sponsors.get(validator) ?? validator, rules.parameters);
  }
  return duties;
}
