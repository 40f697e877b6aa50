// SPDX-License-Identifier: Apache-2.0

import { Validator } from '../domain/committee/validator.js';
import type { Judged, Registry } from '../domain/consortium/change-rules.js';
import { Member } from '../domain/consortium/member.js';
import type { Change } from '../domain/consortium/proposal.js';
import { StoredRuleVersion, type RuleVersion } from '../domain/consortium/rule-parameters.js';
import { DomainError } from '../domain/errors.js';
import { compareInstants } from '../domain/instant.js';
import { Reputation } from '../domain/reputation/reputation.js';
import { Enrolment } from '../domain/trader/trader.js';
import { keys } from './keys.js';
import type { Ledger } from './ledger.js';
import { decodeRecord, find, listAll, load } from './repository.js';

/** The rule parameters voted last, which may take effect later only. @throws DomainError NOT_FOUND before the founding */
function rulesVotedLast(ledger: Ledger): Promise<RuleVersion> {
  return load(ledger, StoredRuleVersion, keys.rules());
}

/**
 * The rule parameters that hold at an instant: the transaction's time, or the start of a delivery slot. The version voted
 * last is always read, so that a vote which comes in between fails the transaction at commit.
 * @throws DomainError NOT_FOUND before the founding
 */
export async function rulesInForce(ledger: Ledger, at: string): Promise<RuleVersion> {
  const last = await rulesVotedLast(ledger);
  if (compareInstants(last.effectiveFrom, at) <= 0) {
    return last;
  }
  const versions = await ruleVersions(ledger);
  return versions.findLast(({ effectiveFrom }) => compareInstants(effectiveFrom, at) <= 0) ?? versions[0] ?? last;
}

/** Every version of the rule parameters, oldest first. */
export async function ruleVersions(ledger: Ledger): Promise<RuleVersion[]> {
  const versions = await ledger.history(keys.rules());
  return versions.flatMap(({ value }) => (value === undefined ? [] : [decodeRecord(StoredRuleVersion, value)]));
}

/** One version of the rule parameters. @throws DomainError NOT_FOUND */
export async function rulesOfVersion(ledger: Ledger, version: number): Promise<RuleVersion> {
  const found = (await ruleVersions(ledger)).find((each) => each.version === version);
  if (found === undefined) {
    throw new DomainError('NOT_FOUND', `there is no version ${version} of the rule parameters`, { record: 'rules' });
  }
  return found;
}

/** Members and rules as they stand. */
export async function loadRegistry(ledger: Ledger): Promise<Registry> {
  return { members: await listAll(ledger, Member, keys.members()), rules: await rulesVotedLast(ledger) };
}

/** What a change is judged against at an instant: members, rules, and the record that it is about. */
export async function loadJudged(ledger: Ledger, change: Change, at: string): Promise<Judged> {
  return {
    ...(await loadRegistry(ledger)),
    inForce: await rulesInForce(ledger, at),
    ...(change.kind === 'restoreReputation' && {
      reputation: await find(ledger, Reputation, keys.reputation(change.participant)),
    }),
    ...(change.kind === 'reinstateValidator' && {
      validator: await find(ledger, Validator, keys.validator(change.validator)),
    }),
    ...(change.kind === 'releaseVehicle' && {
      enrolment: await find(ledger, Enrolment, keys.enrolment(change.nullifier)),
    }),
  };
}
