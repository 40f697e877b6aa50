// SPDX-License-Identifier: Apache-2.0

import { Member } from '../domain/consortium/member.js';
import { DomainError } from '../domain/errors.js';
import type { Role } from '../domain/roles.js';
import { keys } from '../ledger/keys.js';
import type { Ledger } from '../ledger/ledger.js';
import { find } from '../ledger/repository.js';

/**
 * Checks that an organisation which is to take part can do so, so that no batch ends with somebody who cannot receive it.
 * @throws DomainError RULE_VIOLATION (`activeMember`) naming the field.
 */
export async function requireMember(ledger: Ledger, mspId: string, role: Role, field: string): Promise<void> {
  const member = await find(ledger, Member, keys.member(mspId));
  if (member?.status !== 'active' || !member.roles.includes(role)) {
    throw new DomainError('RULE_VIOLATION', `/${field}: ${mspId} is no active member with the role ${role}`, {
      rule: 'activeMember',
      pointer: `/${field}`,
      mspId,
      role,
    });
  }
}
