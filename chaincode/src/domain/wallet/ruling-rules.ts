// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import type { Member } from '../consortium/member.js';
import { sha256Hex } from '../digest.js';
import { DomainError } from '../errors.js';
import type { Escrow } from './escrow.js';
import type { Ruling } from './ruling.js';

/** The id of an escrow's dispute; a later escrow in the same place has another. */
export function disputeIdOf({ purpose, ref, heldAt }: Escrow): string {
  return sha256Hex(canonicalJson(['wattpass/dispute/1', purpose, ref, heldAt ?? '']));
}

/** What a member holds in a dispute. */
export interface PanelVote {
  readonly mspId: string;
  readonly value: string;
}

/** How a dispute's panel stands. */
export interface PanelStand {
  /** The value that two thirds of it agree on. */
  readonly agreed: string | undefined;
  readonly needed: number;
  readonly votes: ReadonlyMap<string, number>;
}

/** What two thirds of the panel agree on; the panel are the active members, each with one vote. */
export function agreedBy(cast: readonly PanelVote[], members: readonly Member[]): PanelStand {
  const panel = members.filter(({ status }) => status === 'active').map(({ mspId }) => mspId);
  const needed = Math.ceil((2 * panel.length) / 3);
  const votes = new Map<string, number>();
  for (const { value } of cast.filter(({ mspId }) => panel.includes(mspId))) {
    votes.set(value, (votes.get(value) ?? 0) + 1);
  }
  return { agreed: [...votes].find(([, count]) => count >= needed)?.[0], needed, votes };
}

/** The amount that the panel agrees on. @throws DomainError RULE_VIOLATION (`panel`) */
export function ruledAmount(rulings: readonly Ruling[], members: readonly Member[]): bigint {
  const cast = rulings.map(({ mspId, paid }) => ({ mspId, value: paid }));
  const { agreed, needed, votes } = agreedBy(cast, members);
  if (agreed === undefined) {
    throw new DomainError('RULE_VIOLATION', `no amount has the ${needed} votes of the panel that it needs`, {
      rule: 'panel',
      needed,
      votes: Object.fromEntries(votes),
    });
  }
  return BigInt(agreed);
}
