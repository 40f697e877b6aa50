// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Instant } from '../fields.js';
import { Address } from './address.js';
import { Amount, AmountOrZero } from './amount.js';
import { Payee } from './payee.js';

/** What an escrow is for; it names the contract that may settle it. */
export const EscrowPurpose = z.string().regex(/^[a-z][A-Za-z]{1,31}$/, '2 to 32 letters, the first a small one');

/** Which one: the parts of its key after the purpose, such as LEAG, slot and order, so that a slot's form one range. */
export const EscrowRef = z
  .array(z.string().regex(/^[\x21-\x2b\x2d-\x7e]{1,128}$/, '1 to 128 visible ASCII characters, no comma'))
  .min(1)
  .max(4);

/** An escrow as requests name it. */
export const EscrowPlace = z.strictObject({ purpose: EscrowPurpose, ref: EscrowRef });

/** See {@link EscrowPlace}. */
export type EscrowPlace = z.infer<typeof EscrowPlace>;

/**
 * Money that no key can spend: `LOCKED` until the contract it was locked for settles or refunds it, `HELD` while it is
 * disputed. Each exit deletes it.
 */
export const Escrow = EscrowPlace.extend({
  amount: Amount,
  refundTo: Payee,
  /** The one address that may be paid, or whoever the contract's own rules name. */
  beneficiary: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('contract') }),
    z.strictObject({ kind: z.literal('address'), owner: Address }),
  ]),
  state: z.enum(['LOCKED', 'HELD']),
  /** From then on, whoever calls ends it as `onTimeout` says. While it is held, the end of the dispute. */
  deadline: Instant,
  /** Fixed when it is locked: all back, or the beneficiary gets `due` and the rest goes back. */
  onTimeout: z.enum(['refund', 'settleDue']),
  /** What the beneficiary gets at the deadline under `settleDue`, by the last valid signed reading. */
  due: AmountOrZero,
  /** When it was disputed. */
  heldAt: Instant.optional(),
});

/** See {@link Escrow}. */
export type Escrow = z.infer<typeof Escrow>;
