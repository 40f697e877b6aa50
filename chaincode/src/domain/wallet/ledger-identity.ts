// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, Name } from '../fields.js';

/**
 * Which ledger this is, as the members voted: the hash of its first block, which a contract cannot read, and the names of
 * channel and chaincode. Every payload that a wallet signs names it, so that none counts on another ledger.
 */
export const LedgerIdentity = z.strictObject({
  /** SHA-256 of the header of block 0, as Fabric computes it. */
  network: Hex256,
  channel: Name,
  chaincode: Name,
});

/** See {@link LedgerIdentity}. */
export type LedgerIdentity = z.infer<typeof LedgerIdentity>;
