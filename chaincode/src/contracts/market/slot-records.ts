// SPDX-License-Identifier: Apache-2.0

import type { Conclusion } from '../../domain/committee/slot-committee.js';
import { DomainError } from '../../domain/errors.js';
import { Cleared } from '../../domain/market/slot-result.js';
import { Slot } from '../../domain/market/slot.js';
import { Escrow, type EscrowPlace } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, load, save } from '../../ledger/repository.js';
import { conclusionOf } from '../committee/slot.js';
import { announce, type Session } from '../session.js';

/** How transactions name a slot. */
export interface SlotName {
  readonly leag: string;
  readonly slot: string;
}

/** A slot. @throws DomainError NOT_FOUND */
export function slotOf(ledger: Ledger, { leag, slot }: SlotName): Promise<Slot> {
  return load(ledger, Slot, keys.slot(leag, slot));
}

/** What steps of a slot answer. */
export interface SlotView {
  readonly slot: Slot;
  readonly cleared?: Cleared;
  readonly conclusion?: Conclusion;
}

/** A slot with its result and how that was attested, as far as there are any. */
export async function viewOf(ledger: Ledger, slot: Slot): Promise<SlotView> {
  const cleared = await find(ledger, Cleared, keys.cleared(slot.leag, slot.slot));
  const conclusion = cleared === undefined ? undefined : await conclusionOf(ledger, slot);
  return { slot, ...(cleared !== undefined && { cleared }), ...(conclusion !== undefined && { conclusion }) };
}

/** The result of a slot. @throws DomainError NOT_FOUND before it is cleared */
export function clearedOf(ledger: Ledger, { leag, slot }: SlotName): Promise<Cleared> {
  return load(ledger, Cleared, keys.cleared(leag, slot));
}

/** Writes a slot. */
export function saveSlot(ledger: Ledger, slot: Slot): Promise<void> {
  return save(ledger, keys.slot(slot.leag, slot.slot), slot);
}

/** The transaction's event about slots. */
export function announceSlots(session: Session, type: string, slots: readonly Slot[]): void {
  announce(
    session,
    type,
    slots.map(({ leag, slot, state }) => ({ kind: 'slot', id: slot, leag, state })),
  );
}

/** Where the money of a slot is locked. */
export const places = {
  order: ({ leag, slot }: SlotName, trader: string): EscrowPlace => ({ purpose: 'order', ref: [leag, slot, trader] }),
  /** What the grid can pay. */
  gridFloat: ({ leag, slot }: SlotName): EscrowPlace => ({ purpose: 'gridFloat', ref: [leag, slot] }),
  /** What the LEAG can owe for imbalances. */
  balancing: ({ leag, slot }: SlotName): EscrowPlace => ({ purpose: 'balancing', ref: [leag, slot] }),
} as const;

/** An escrow that may not be there. */
export function findEscrow(ledger: Ledger, place: EscrowPlace): Promise<Escrow | undefined> {
  return find(ledger, Escrow, keys.escrow(place.purpose, ...place.ref));
}

/** The trader behind an order's escrow. */
export function traderOf({ ref }: Escrow): string {
  const [, , trader] = ref;
  if (trader === undefined) {
    throw new DomainError('INTERNAL', `escrow order ${ref.join('/')} names no trader`);
  }
  return trader;
}
