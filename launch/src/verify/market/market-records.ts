// SPDX-License-Identifier: Apache-2.0
import type { Conclusion, Notice, Reputation, RuleVersion, ScoreChange } from '@wattpass/chaincode/domain';
import type { StoredReading } from '@wattpass/chaincode/domain/market/meter.js';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { Outcome } from '@wattpass/chaincode/domain/market/outcome.js';
import type { Cleared, FillLine } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';

/** A slot with everything that stands on the ledger under it. */
export interface SlotRecords {
  readonly slot: Slot;
  readonly cleared: Cleared | undefined;
  readonly conclusion: Conclusion | undefined;
  readonly orders: readonly Order[];
  readonly fills: readonly FillLine[];
  readonly readings: readonly StoredReading[];
  /** Who announced a shortfall in time. */
  readonly notices: readonly Notice[];
  readonly outcomes: readonly Outcome[];
  /** Whether the participants were read after the slot was settled, so that their scores must show it. */
  readonly settledBefore: boolean;
}

/** The slot, its result and its lines: what a check of a clearing needs. */
export type ClearedRecords = SlotRecords & { readonly cleared: Cleared };

/** A participant's reputation with every change of its scores, oldest first. */
export interface ParticipantRecords {
  readonly reputation: Reputation;
  readonly changes: readonly ScoreChange[];
  /** Whether its pseudonym took over from another, which nobody but its LEAG can name. */
  readonly rotated: boolean;
}

/** A consent vote that was carried out. */
export interface Restoration {
  readonly participant: string;
  readonly proposalId: string;
  readonly at: string;
}

/** All money there is, added up record by record, micro-currency, and how much was issued and redeemed. */
export interface MoneyRecords {
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly coins: bigint;
  readonly notes: bigint;
  readonly escrows: bigint;
}

/** Everything that a recount of the market rests on, read from the ledger by range. */
export interface MarketRecords {
  /** Every version of the rule parameters, oldest first. */
  readonly rules: readonly RuleVersion[];
  readonly slots: readonly SlotRecords[];
  readonly participants: readonly ParticipantRecords[];
  readonly restorations: readonly Restoration[];
  readonly money: MoneyRecords;
  /** Whether the ledger stood still while it was read. Where it moved on, a late reading may have counted meanwhile. */
  readonly quiet: boolean;
}

/** A slot's name, as sentences and maps use it. */
export function slotName({ leag, slot }: { readonly leag: string; readonly slot: string }): string {
  return `${leag} ${slot}`;
}

/** Whether a slot has been cleared. */
export function isCleared(records: SlotRecords): records is ClearedRecords {
  return records.cleared !== undefined;
}
