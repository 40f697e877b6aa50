// SPDX-License-Identifier: Apache-2.0
import type { SlotRef } from '@wattpass/chaincode/domain';
import type { ContractEvent } from '../fabric/ledger-client.js';

/** What contracts announce, as far as validators care. */
interface Announcement {
  readonly items: readonly { readonly id: string; readonly leag?: string }[];
}

const opening = 'market.slotCleared';
const ending: ReadonlySet<string> = new Set(['market.slotSettled', 'market.slotVoided']);

/** The slots that were cleared and have not come to an end, as the contracts' events tell. */
export class ClearedSlots {
  /** By name, with the block that cleared each. */
  readonly #open = new Map<string, { readonly slot: SlotRef; readonly block: bigint }>();
  #latest: bigint;

  /** @param from - the block from which events come. */
  constructor(from: bigint) {
    this.#latest = from;
  }

  /** Takes note of an event; says whether there may be something to do now. */
  note({ name, block, payload }: ContractEvent): boolean {
    this.#latest = block > this.#latest ? block : this.#latest;
    if (name === opening || ending.has(name)) {
      const { items } = JSON.parse(payload) as Announcement;
      for (const { id, leag = '' } of items) {
        const slot = { leag, slot: id };
        if (name === opening) {
          this.#open.set(nameOf(slot), { slot, block });
        } else {
          this.#open.delete(nameOf(slot));
        }
      }
    }
    return name === opening || name === 'market.leagRegistered' || name.startsWith('committee.');
  }

  /** The slots that may wait for something, the first cleared first. */
  open(): readonly SlotRef[] {
    return [...this.#open.values()].map(({ slot }) => slot);
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
