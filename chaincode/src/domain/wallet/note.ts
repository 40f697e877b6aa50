// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, Instant } from '../fields.js';
import { Address } from './address.js';
import { Amount } from './amount.js';

/**
 * A deposit for a trading pseudonym. The market draws on it by the pseudonym's signed orders; its owner takes money out in
 * two steps only, so that an order that waits in a relay's batch stays covered.
 */
export const Note = z.strictObject({
  id: Hex256,
  trader: Address,
  amount: Amount,
  /** Where a withdrawal goes, fixed with the deposit. */
  refundTo: Address,
});

/** See {@link Note}. */
export type Note = z.infer<typeof Note>;

/**
 * An announced withdrawal of a note, under a key of its own: announcing must not touch the note, or it would fail every
 * batch that draws on it. Relays look here before they take an order.
 */
export const Withdrawal = z.strictObject({
  noteId: Hex256,
  trader: Address,
  requestedAt: Instant,
  effectiveAt: Instant,
  ruleVersion: z.int().min(1),
});

/** See {@link Withdrawal}. */
export type Withdrawal = z.infer<typeof Withdrawal>;
