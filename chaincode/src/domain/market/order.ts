// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant, Millionths } from '../fields.js';
import { Address } from '../wallet/address.js';
import { Amount } from '../wallet/amount.js';
import { PayloadHeader } from '../wallet/payload.js';
import { KeySignature } from '../wallet/signature.js';
import { LeagId } from './leag.js';
import { Price, SlotId } from './slot.js';

/** Wh; the rules of the slot say how little is traded. */
export const Energy = z.int().min(1).max(2_147_483_647);

/** What an order says of itself. */
const OrderTerms = {
  leag: LeagId,
  slot: SlotId,
  /** The pseudonym that trades. */
  trader: Address,
  side: z.enum(['buy', 'sell']),
  quantity: Energy,
  /** The worst all-in price that its owner accepts. */
  limit: Price,
  /** A seller's first asking price, for others to see; it binds nobody. */
  quote: Price.optional(),
  /** Whether the grid shall take what is left. */
  grid: z.boolean(),
  /** 0 for the first order of a trader in a slot; one that follows a cancelled one has a higher number. */
  sequence: Count,
};

/** What a pseudonym signs to place an order, covered by its deposits in the order named. */
export const OrderPayload = PayloadHeader.extend({ ...OrderTerms, notes: z.array(Hex256).min(1).max(8) });

/** See {@link OrderPayload}. */
export type OrderPayload = z.infer<typeof OrderPayload>;

export const SignedOrder = z.strictObject({ payload: OrderPayload, signature: KeySignature });

/** An order with its pseudonym's signature. */
export type SignedOrder = z.infer<typeof SignedOrder>;

/** An order on the ledger, under its trader: one a slot. A cancelled one stays, so that it cannot be placed again. */
export const Order = z.strictObject({
  ...OrderTerms,
  /** In a regional slot: the LEAG it was placed with. */
  node: LeagId.optional(),
  /** SHA-256 of the signed payload. */
  id: Hex256,
  /** Where what it locked goes back to, as a deposit. */
  refundTo: Address,
  state: z.enum(['live', 'cancelled']),
  locked: Amount,
  placedAt: Instant,
});

/** See {@link Order}. */
export type Order = z.infer<typeof Order>;

/** What a pseudonym signs to take its order back before the gate closes. */
export const CancelPayload = PayloadHeader.extend({ leag: LeagId, slot: SlotId, trader: Address, orderId: Hex256 });

/** See {@link CancelPayload}. */
export type CancelPayload = z.infer<typeof CancelPayload>;

/** What a pseudonym signs to announce that it will fall short: before delivery starts, or when its vehicle leaves. */
export const NoticePayload = CancelPayload;

/** A notice on the ledger. */
export const Notice = z.strictObject({
  trader: Address,
  orderId: Hex256,
  at: Instant,
  /** How much of the delivery was over when the vehicle left, millionths; absent where delivery had not begun. */
  departedAfter: Millionths.optional(),
});

/** See {@link Notice}. */
export type Notice = z.infer<typeof Notice>;

/** A cancellation, a notice or the contest of a reading, with its pseudonym's signature. */
export const SignedCancel = z.strictObject({ payload: CancelPayload, signature: KeySignature });

/** See {@link SignedCancel}. */
export type SignedCancel = z.infer<typeof SignedCancel>;
