// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant } from '../fields.js';
import { Address } from '../wallet/address.js';
import { Amount } from '../wallet/amount.js';
import { PayloadHeader } from '../wallet/payload.js';
import { KeySignature } from '../wallet/signature.js';
import { LeagId } from './leag.js';
import { Energy } from './order.js';
import { Price, SlotId } from './slot.js';

/** What a sealed order may hold at most, Wh: a fixed tier, locked for the same money on both sides. */
export const Tier = z.union([z.literal(5_000), z.literal(10_000), z.literal(20_000)]);

/** What a pseudonym signs to place an order without showing it: the hash of what it will show after the gate has closed. */
export const CommitPayload = PayloadHeader.extend({
  leag: LeagId,
  slot: SlotId,
  trader: Address,
  commitment: Hex256,
  tierWh: Tier,
  sequence: Count,
  notes: z.array(Hex256).min(1).max(8),
});

/** See {@link CommitPayload}. */
export type CommitPayload = z.infer<typeof CommitPayload>;

export const SignedCommit = z.strictObject({ payload: CommitPayload, signature: KeySignature });

/** See {@link CommitPayload}. */
export type SignedCommit = z.infer<typeof SignedCommit>;

/** What is shown of a sealed order; the commitment is the SHA-256 of its canonical JSON. */
export const Revealed = z.strictObject({
  leag: LeagId,
  slot: SlotId,
  trader: Address,
  side: z.enum(['buy', 'sell']),
  quantity: Energy,
  limit: Price,
  quote: Price.optional(),
  grid: z.boolean(),
  /** 32 random bytes. */
  salt: Hex256,
});

/** See {@link Revealed}. */
export type Revealed = z.infer<typeof Revealed>;

/** A sealed order on the ledger, under its trader: one a slot. */
export const SealedOrder = z.strictObject({
  leag: LeagId,
  slot: SlotId,
  trader: Address,
  /** SHA-256 of the signed payload; the order that is shown keeps it. */
  id: Hex256,
  commitment: Hex256,
  tierWh: Tier,
  sequence: Count,
  state: z.enum(['live', 'cancelled', 'revealed']),
  locked: Amount,
  refundTo: Address,
  placedAt: Instant,
});

/** See {@link SealedOrder}. */
export type SealedOrder = z.infer<typeof SealedOrder>;
