// SPDX-License-Identifier: Apache-2.0

import type { Registry } from '../domain/consortium/change-rules.js';
import { Member } from '../domain/consortium/member.js';
import { RuleVersion } from '../domain/consortium/rule-parameters.js';
import { DomainError } from '../domain/errors.js';
import { keys } from './keys.js';
import type { Ledger } from './ledger.js';
import { decodeRecord, listAll, load } from './repository.js';

/** The rule parameters that hold now. @throws DomainError NOT_FOUND before the founding */
export function rulesInForce(ledger: Ledger): Promise<RuleVersion> {
  return load(ledger, RuleVersion, keys.rules());
}

/** Every version of the rule parameters, oldest first. */
export async function ruleVersions(ledger: Ledger): Promise<RuleVersion[]> {
  const versions = await ledger.history(keys.rules());
  return versions.flatMap(({ value }) => (value === undefined ? [] : [decodeRecord(RuleVersion, value)]));
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
  return { members: await listAll(ledger, Member, keys.members()), rules: await rulesInForce(ledger) };
}
