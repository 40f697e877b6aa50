// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Address } from './address.js';

/** Where money goes: to an address as a coin, or back to a pseudonym's deposit as a note. */
export const Payee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('coin'), owner: Address }),
  z.strictObject({ kind: z.literal('note'), trader: Address, refundTo: Address }),
]);

/** See {@link Payee}. */
export type Payee = z.infer<typeof Payee>;
