// SPDX-License-Identifier: Apache-2.0

import { compareInstants, secondsAfter } from '../instant.js';
import type { SlotRef } from '../reputation/reputation.js';
import type { CommitteeParameters } from './committee-parameters.js';
import type { Ranking } from './ranking.js';
import {
  eligibleFor,
  nextInLine,
  organisationLimit,
  quorumOf,
  seat,
  seatsFor,
  type SlotParties,
} from './seating-rules.js';
import type {
  SlotAttestation,
  Candidacy,
  Conclusion,
  OrganisationVerdict,
  OrganisationVote,
  Seat,
  SlotCommittee,
} from './slot-committee.js';

/** The verdicts on a slot so far: members' attestations by validator, and those of organisations. */
export interface Verdicts {
  readonly attestations: ReadonlyMap<string, SlotAttestation>;
  readonly organisations: readonly OrganisationVerdict[];
}

/** What the committee's time allows next. */
export type Progress =
  | { readonly next: 'wait'; readonly until: string }
  | { readonly next: 'substitute' | 'escalate' }
  | { readonly next: 'conclude'; readonly conclusion: Conclusion };

/** The committee of a slot as it is drawn when its clearing stands; without three eligible members the organisations vote. */
export function drawCommittee(
  ranking: Ranking | undefined,
  facts: SlotParties & {
    readonly slot: SlotRef;
    readonly bookRoot: string;
    readonly resultHash: string;
    readonly ruleVersion: number;
    readonly organisations: readonly string[];
    readonly now: string;
  },
  rules: CommitteeParameters,
): SlotCommittee {
  const { slot, bookRoot, resultHash, ruleVersion, organisations, now } = facts;
  const eligible = eligibleFor(ranking?.ranked ?? [], facts);
  const seats = seatsFor(eligible.length, rules.committeeSeats);
  const { members, substitutes } = seat(eligible, seats);
  return {
    slot,
    bookRoot,
    resultHash,
    ruleVersion,
    ...(ranking !== undefined && { day: ranking.day }),
    quorum: seats === 0 ? 0 : quorumOf(seats),
    round: 1,
    roundSince: now,
    members,
    // each later round replaces at most all seats
    substitutes: seats === 0 ? [] : substitutes.slice(0, seats * (rules.committeeRounds - 1)),
    replaced: [],
    ...(seats === 0 && { vote: voteOf(organisations, now, Math.floor((2 * organisations.length) / 3) + 1) }),
  };
}

/**
 * How the attestation stands at `now`. A result is attested by its quorum alone; silence past a round brings substitutes,
 * and after the last round, or with so many rejections that no quorum is left, the organisations decide by majority.
 */
export function progressOf(
  committee: SlotCommittee,
  verdicts: Verdicts,
  now: string,
  rules: CommitteeParameters,
): Progress {
  if (committee.conclusion !== undefined) {
    return { next: 'conclude', conclusion: committee.conclusion };
  }
  return committee.vote === undefined
    ? committeeProgress(committee, verdicts, now, rules)
    : voteProgress(committee.vote, verdicts, now, rules);
}

/** The committee one step further, or undefined where it has to wait. */
export function advance(
  committee: SlotCommittee,
  verdicts: Verdicts,
  facts: { readonly organisations: readonly string[]; readonly now: string },
  rules: CommitteeParameters,
): SlotCommittee | undefined {
  const progress = progressOf(committee, verdicts, facts.now, rules);
  switch (progress.next) {
    case 'wait':
      return undefined;
    case 'conclude':
      return committee.conclusion === undefined
        ? { ...committee, conclusion: progress.conclusion, concludedAt: facts.now }
        : undefined;
    case 'substitute':
      return substituted(committee, verdicts, facts.now);
    case 'escalate':
      return {
        ...committee,
        vote: voteOf(facts.organisations, facts.now, Math.floor(facts.organisations.length / 2) + 1),
      };
  }
}

/** When the committee's round, or its vote, is over. */
export function deadlineOf({ roundSince, vote }: SlotCommittee, rules: CommitteeParameters): string {
  return vote === undefined
    ? secondsAfter(roundSince, rules.committeeRoundSeconds)
    : secondsAfter(vote.since, rules.organisationVoteSeconds);
}

function committeeProgress(
  committee: SlotCommittee,
  { attestations }: Verdicts,
  now: string,
  rules: CommitteeParameters,
): Progress {
  const { members, quorum, round } = committee;
  const counting = members.flatMap(({ validator }) => {
    const attestation = attestations.get(validator);
    return attestation === undefined || attestation.doubled ? [] : [attestation.verdict];
  });
  const accepts = counting.filter((verdict) => verdict === 'accept').length;
  if (accepts >= quorum) {
    return { next: 'conclude', conclusion: 'attested' };
  }
  if (counting.length - accepts > members.length - quorum) {
    return { next: 'escalate' };
  }
  const until = deadlineOf(committee, rules);
  if (compareInstants(now, until) < 0) {
    return { next: 'wait', until };
  }
  return { next: round < rules.committeeRounds ? 'substitute' : 'escalate' };
}

function voteProgress(
  { since, voters, needed }: OrganisationVote,
  { organisations }: Verdicts,
  now: string,
  rules: CommitteeParameters,
): Progress {
  const cast = organisations.filter(({ mspId }) => voters.includes(mspId));
  const approvals = cast.filter(({ approve }) => approve).length;
  if (approvals >= needed) {
    return { next: 'conclude', conclusion: 'approved' };
  }
  if (cast.length - approvals > voters.length - needed) {
    return { next: 'conclude', conclusion: 'rejected' };
  }
  const until = secondsAfter(since, rules.organisationVoteSeconds);
  return compareInstants(now, until) < 0 ? { next: 'wait', until } : { next: 'conclude', conclusion: 'expired' };
}

/** The next round: silent and two-tongued members give way to the next in line, while there are any; verdicts count on. */
function substituted(committee: SlotCommittee, { attestations }: Verdicts, now: string): SlotCommittee {
  const round = committee.round + 1;
  const stays = ({ validator }: Seat): boolean => attestations.get(validator)?.doubled === false;
  const silent = committee.members.filter((member) => !stays(member));
  const limit = organisationLimit(committee.members.length);
  let line: readonly Candidacy[] = committee.substitutes;
  const members = [...committee.members];
  const replaced: Seat[] = [];
  for (const member of silent) {
    const place = members.indexOf(member);
    const others = members.filter((each) => each !== member);
    const next = nextInLine(line, others, limit);
    if (next === undefined) {
      break;
    }
    members[place] = { ...next, from: round };
    replaced.push(member);
    line = line.filter((each) => each !== next);
  }
  return {
    ...committee,
    round,
    roundSince: now,
    members,
    substitutes: [...line],
    replaced: [...committee.replaced, ...replaced],
  };
}

function voteOf(voters: readonly string[], since: string, needed: number): OrganisationVote {
  return { since, voters: [...voters], needed };
}
