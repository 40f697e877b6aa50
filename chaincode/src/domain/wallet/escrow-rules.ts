// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import { amountText } from './amount.js';
import type { Escrow, EscrowPlace } from './escrow.js';

/** What an escrow is asked to do. */
export type EscrowStep = 'settle' | 'refund' | 'dispute' | 'rule' | 'expire';

/** From which state each step goes. */
const legal: Readonly<Record<EscrowStep, readonly Escrow['state'][]>> = {
  settle: ['LOCKED'],
  refund: ['LOCKED'],
  dispute: ['LOCKED'],
  rule: ['HELD'],
  expire: ['LOCKED', 'HELD'],
};

/** How an exit divides an escrow: what the beneficiary gets, and what goes back. Their sum is the escrow's amount. */
export interface Division {
  readonly paid: bigint;
  readonly refunded: bigint;
}

/** The escrow where there is one. @throws DomainError ESCROW_CLOSED, because after an exit there is nothing. */
export function requireOpenEscrow(escrow: Escrow | undefined, { purpose, ref }: EscrowPlace): Escrow {
  if (escrow === undefined) {
    throw new DomainError('ESCROW_CLOSED', `there is no escrow ${purpose} ${ref.join('/')}, or it has ended`, {
      purpose,
      ref,
    });
  }
  return escrow;
}

/** @throws DomainError ILLEGAL_STATUS naming the steps there are. */
export function requireStep(escrow: Escrow, step: EscrowStep): void {
  if (!legal[step].includes(escrow.state)) {
    throw new DomainError('ILLEGAL_STATUS', `an escrow that is ${escrow.state} cannot ${step}`, {
      status: escrow.state,
      legal: (Object.keys(legal) as EscrowStep[]).filter((each) => legal[each].includes(escrow.state)),
    });
  }
}

/** Divides an escrow of which the beneficiary gets `paid`. @throws DomainError RULE_VIOLATION (`withinEscrow`) */
export function divide(escrow: Escrow, paid: bigint): Division {
  const amount = BigInt(escrow.amount);
  if (paid < 0n || paid > amount) {
    throw new DomainError('RULE_VIOLATION', `${paid} of an escrow of ${amount}`, {
      rule: 'withinEscrow',
      asked: paid.toString(),
      amount: escrow.amount,
    });
  }
  return { paid, refunded: amount - paid };
}

/**
 * How an escrow divides whose deadline has passed, as was fixed when it was locked.
 * @throws DomainError ILLEGAL_STATUS before the deadline
 */
export function expired(escrow: Escrow, now: string): Division {
  requireStep(escrow, 'expire');
  if (compareInstants(now, escrow.deadline) < 0) {
    throw new DomainError('ILLEGAL_STATUS', `the escrow runs until ${escrow.deadline}`, {
      status: escrow.state,
      deadline: escrow.deadline,
      legal: [],
    });
  }
  return divide(escrow, escrow.onTimeout === 'refund' ? 0n : BigInt(escrow.due));
}

/** The escrow under dispute: held until `until`, when it divides as it was fixed at the beginning. */
export function held(escrow: Escrow, now: string, until: string): Escrow {
  requireStep(escrow, 'dispute');
  return { ...escrow, state: 'HELD', heldAt: now, deadline: until };
}

/** The escrow with more in it. @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION (amountRange) */
export function toppedUp(escrow: Escrow, amount: bigint): Escrow {
  requireStep(escrow, 'settle');
  return { ...escrow, amount: amountText(BigInt(escrow.amount) + amount) };
}

/** The escrow with what its beneficiary is due by now. @throws DomainError RULE_VIOLATION (withinEscrow) */
export function withDue(escrow: Escrow, due: bigint): Escrow {
  requireStep(escrow, 'settle');
  return { ...escrow, due: amountText(divide(escrow, due).paid) };
}
