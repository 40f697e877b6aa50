// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import type { Role } from '../roles.js';
import type { Consortium, Member } from './member.js';
import { defaultRuleParameters, type RuleVersion } from './rule-parameters.js';

/** One of the first members, as the founding transaction names it. */
export interface Founder {
  readonly mspId: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Everything that the founding puts on the ledger. */
export interface Founding {
  readonly consortium: Consortium;
  readonly members: readonly Member[];
  readonly rules: RuleVersion;
}

/**
 * The records of a founding by a delegate of `foundedBy`: an organisation among the members, none of which is a recycler,
 * because a recycler comes only with the approval of the member that delegates to it.
 * @throws DomainError RULE_VIOLATION: distinctMembers, distinctRoles, founderAmongMembers, noRecyclerAmongFounders
 */
export function foundingOf(name: string, founders: readonly Founder[], foundedBy: string, now: string): Founding {
  refuseDoubles(founders);
  if (!founders.some(({ mspId }) => mspId === foundedBy)) {
    throw broken('founderAmongMembers', `${foundedBy} founds a consortium that it is no member of`);
  }
  const recycler = founders.findIndex(({ roles }) => roles.includes('recycler'));
  if (recycler >= 0) {
    throw broken(
      'noRecyclerAmongFounders',
      `/members/${recycler}: a recycler is admitted with the approval of the member that delegates to it`,
    );
  }
  return {
    consortium: { name, foundedAt: now, foundedBy },
    members: founders.map((founder) => ({ ...founder, roles: [...founder.roles], status: 'active', since: now })),
    rules: { version: 1, parameters: defaultRuleParameters, effectiveFrom: now },
  };
}

/** Whether `asked` repeats the founding that stands on the ledger, times aside. */
export function repeatsFounding(asked: Founding, standing: Consortium, members: readonly Member[]): boolean {
  const founders = members.filter(({ since }) => since === standing.foundedAt);
  const timeless = ({ consortium: { name, foundedBy }, members: of }: Omit<Founding, 'rules'>): string =>
    canonicalJson({
      name,
      foundedBy,
      members: of
        .map(({ mspId, name: called, roles }) => ({ mspId, name: called, roles: [...roles].sort() }))
        .sort((left, right) => (left.mspId < right.mspId ? -1 : 1)),
    });
  return timeless(asked) === timeless({ consortium: standing, members: founders });
}

function refuseDoubles(founders: readonly Founder[]): void {
  for (const [index, { mspId, roles }] of founders.entries()) {
    if (founders.findIndex((other) => other.mspId === mspId) !== index) {
      throw broken('distinctMembers', `/members/${index}: ${mspId} stands twice in this list`);
    }
    if (new Set(roles).size !== roles.length) {
      throw broken('distinctRoles', `/members/${index}/roles: a role stands twice`);
    }
  }
}

function broken(rule: string, detail: string): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule });
}
