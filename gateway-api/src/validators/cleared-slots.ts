// SPDX-License-Identifier: Apache-2.0
import type { SlotRef } from '@wattpass/chaincode/domain';
import type { ContractEvent } from '../fabric/ledger-client.js';

/** What contracts announce, as far as validators care: a slot itself, or something about one. */
interface Announcement {
  readonly items: readonly { readonly id: string; readonly leag?: string; readonly slot?: string }[];
}

interface OpenSlot {
  readonly slot: SlotRef;
  /** The block that cleared it. */
  readonly block: bigint;
  /** When it is to be looked at, ms since the epoch; never, until something happens or {@link ClearedSlots.later} says when. */
  due: number;
}

const opening = 'market.slotCleared';
const ending: ReadonlySet<string> = new Set(['market.slotSettled', 'market.slotVoided']);
/** What may let everything wait for somebody else: who has a seat, and whether there is a market at all. */
const general: ReadonlySet<string> = new Set([
  'market.leagRegistered',
  'committee.ranked',
  'committee.validator',
  'committee.doubleVerdict',
]);

/** The slots that were cleared and have not come to an end, as the contracts' events tell, and when to look at each. */
export class ClearedSlots {
  readonly #open = new Map<string, OpenSlot>();
  #latest: bigint;

  /** @param from - the block from which events come. */
  constructor(from: bigint) {
    this.#latest = from;
  }

  /** Takes note of an event; says whether there may be something to do now. */
  note({ name, block, payload }: ContractEvent): boolean {
    this.#latest = block > this.#latest ? block : this.#latest;
    if (general.has(name)) {
      this.#open.forEach((each) => (each.due = 0));
      return true;
    }
    if (name !== opening && !ending.has(name) && !name.startsWith('committee.')) {
      return false;
    }
    const { items } = JSON.parse(payload) as Announcement;
    for (const { id, leag = '', slot = id } of items) {
      this.#note(name, { slot: { leag, slot }, block, due: 0 });
    }
    return !ending.has(name);
  }

  #note(name: string, concerned: OpenSlot): void {
    const key = nameOf(concerned.slot);
    if (ending.has(name)) {
      this.#open.delete(key);
    } else if (name === opening) {
      this.#open.set(key, concerned);
    } else {
      const open = this.#open.get(key);
      if (open !== undefined) {
        open.due = 0;
      }
    }
  }

  /** Takes the slots that are due, the first cleared first; each is due again when something happens, or as told later. */
  take(now: number): readonly SlotRef[] {
    const due = [...this.#open.values()].filter((each) => each.due <= now);
    due.forEach((each) => (each.due = Infinity));
    return due.map(({ slot }) => slot);
  }

  /** Makes a slot due at a time, unless it is earlier because something has happened meanwhile. */
  later(slot: SlotRef, due: number): void {
    const open = this.#open.get(nameOf(slot));
    if (open !== undefined) {
      open.due = Math.min(open.due, due);
    }
  }

  /** When the next slot is due, ms since the epoch; infinitely late where none is. */
  get next(): number {
    return Math.min(...[...this.#open.values()].map(({ due }) => due));
  }

  /** Nothing is left to do for this slot. */
  done(slot: SlotRef): void {
    this.#open.delete(nameOf(slot));
  }

  /** The first block that must be read again to find all this. */
  get checkpoint(): bigint {
    return [...this.#open.values()].reduce((least, { block }) => (block < least ? block : least), this.#latest);
  }
}

/** What a slot is known by among those of all LEAGs. */
export function nameOf({ leag, slot }: SlotRef): string {
  return `${leag} ${slot}`;
}
