// SPDX-License-Identifier: Apache-2.0
import type { OutputOf, SlotRef } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';
import type { ReadSlot } from './verdict-on.js';

/** What reading a slot needs of the ledger's client. */
export type SlotLedger = Pick<ContractClient, 'evaluate'>;

const PAGE = 1000;

/**
 * A cleared slot with all that its clearing rests on, read on the own peer. That takes many calls, and a settlement between
 * two of them would take away what the clearing saw: so the slot must be CLEARED before and after, or nothing is given.
 */
export async function readCleared(ledger: SlotLedger, caller: Caller, place: SlotRef): Promise<ReadSlot | undefined> {
  const before = await ledger.evaluate(caller, 'market:slot', place);
  const { slot, cleared } = before;
  if (slot.state !== 'CLEARED' || cleared === undefined) {
    return undefined;
  }
  const read: ReadSlot = {
    slot,
    cleared,
    orders: await allOrders(ledger, caller, place),
    lines: await allLines(ledger, caller, place),
    gridFloat: await gridFloat(ledger, caller, place),
  };
  const after = await ledger.evaluate(caller, 'market:slot', place);
  return after.slot.state === 'CLEARED' ? read : undefined;
}

async function allOrders(
  ledger: SlotLedger,
  caller: Caller,
  place: SlotRef,
): Promise<OutputOf<'market:orders'>['items']> {
  return allPages((bookmark) => ledger.evaluate(caller, 'market:orders', { ...place, limit: PAGE, bookmark }));
}

async function allLines(
  ledger: SlotLedger,
  caller: Caller,
  place: SlotRef,
): Promise<OutputOf<'market:fills'>['items']> {
  return allPages((bookmark) => ledger.evaluate(caller, 'market:fills', { ...place, limit: PAGE, bookmark }));
}

async function gridFloat(ledger: SlotLedger, caller: Caller, { leag, slot }: SlotRef): Promise<bigint> {
  const place = { purpose: 'gridFloat' as const, ref: [leag, slot] };
  try {
    return BigInt((await ledger.evaluate(caller, 'wallet:escrow', place)).escrow.amount);
  } catch (error) {
    if (error instanceof FabricError && error.code === 'ESCROW_CLOSED') {
      return 0n; // the grid takes no part in this slot
    }
    throw error;
  }
}

/** All items of a paged list of the ledger. */
export async function allPages<T>(page: (bookmark: string) => Promise<{ items: T[]; bookmark: string }>): Promise<T[]> {
  const items: T[] = [];
  let bookmark = '';
  do {
    const next = await page(bookmark);
    items.push(...next.items);
    bookmark = next.bookmark;
  } while (bookmark !== '');
  return items;
}
