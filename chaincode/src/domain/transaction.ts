// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import type { CollectionName } from './collections.js';
import type { Role } from './roles.js';

/** What contracts, gateways and tests know of one transaction. */
export interface Transaction {
  /** `submit` writes, `evaluate` only reads. */
  readonly kind: 'submit' | 'evaluate';
  /** One line for people: what it does. */
  readonly summary: string;
  /** Roles that may call it. The contract may refuse further, by the record's own parties. */
  readonly roles: readonly Role[];
  /** Only people who may speak for their organisation. */
  readonly delegate?: true;
  /** Only people who may issue money for an organisation that is certified for it. */
  readonly issuer?: true;
  /** How far the transaction's time may lie from the endorsing peer's clock, seconds; 300 where nothing is said. */
  readonly clockToleranceSeconds?: number;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Schema of the private payload, sent in transient field {@link PRIVATE_FIELD}, never as an argument. */
  readonly private?: z.ZodType;
  /** The one collection that a private submit writes, by the caller's role. Such a submit writes no public state. */
  readonly writes?: Partial<Record<Role, CollectionName>>;
  /** A private submit that writes the implicit collection of the caller's organisation instead. */
  readonly implicit?: true;
  /** The collections that a private evaluate reads. */
  readonly reads?: readonly CollectionName[];
}

/** The transient field that carries the canonical JSON of a private payload. */
export const PRIVATE_FIELD = 'private';

/** Keeps an entry's own types while checking that it is a {@link Transaction}. */
export function defineTransactions<const T extends Record<string, Transaction>>(catalogue: T): T {
  return catalogue;
}
