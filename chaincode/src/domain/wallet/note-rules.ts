// SPDX-License-Identifier: Apache-2.0

import { refuseRepeats } from '../at-item.js';
import type { RuleVersion } from '../consortium/rule-parameters.js';
import { DomainError } from '../errors.js';
import { compareInstants, secondsAfter } from '../instant.js';
import { sumOf } from './amount.js';
import type { Note, Withdrawal } from './note.js';
import type { WithdrawalPayload } from './payload.js';

/** What is taken of a note. */
export interface NoteShare {
  readonly note: Note;
  readonly taken: bigint;
}

/**
 * Draws an amount on notes, in their order; the last that is needed keeps the rest, and those after it are left alone.
 * @throws DomainError RULE_VIOLATION (deposit), INVALID_INPUT where a note stands twice
 */
export function drawn(notes: readonly Note[], amount: bigint): NoteShare[] {
  refuseRepeats(
    'notes',
    notes.map(({ id }) => id),
  );
  const held = sumOf(notes.map((note) => note.amount));
  if (held < amount) {
    throw new DomainError('RULE_VIOLATION', `the notes hold ${held} of the ${amount} to be locked`, {
      rule: 'deposit',
      held: held.toString(),
      needed: amount.toString(),
    });
  }
  let missing = amount;
  const shares = notes.map((note) => {
    const has = BigInt(note.amount);
    const taken = has < missing ? has : missing;
    missing -= taken;
    return { note, taken };
  });
  return shares.filter(({ taken }) => taken > 0n);
}

/** The announcement that a note is taken back, under the rules in force. */
export function withdrawalOf({ trader, noteId }: WithdrawalPayload, rules: RuleVersion, now: string): Withdrawal {
  const effectiveAt = secondsAfter(now, rules.parameters.withdrawalSeconds);
  return { noteId, trader, requestedAt: now, effectiveAt, ruleVersion: rules.version };
}

/** @throws DomainError ILLEGAL_STATUS before a withdrawal comes into effect */
export function requireEffective({ noteId, effectiveAt }: Withdrawal, now: string): void {
  if (compareInstants(now, effectiveAt) < 0) {
    throw new DomainError('ILLEGAL_STATUS', `note ${noteId} can be withdrawn from ${effectiveAt} on`, {
      status: 'requested',
      effectiveAt,
      legal: [],
    });
  }
}
