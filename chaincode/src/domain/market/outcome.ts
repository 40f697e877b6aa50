// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant } from '../fields.js';
import { Address } from '../wallet/address.js';
import { AmountOrZero } from '../wallet/amount.js';
import { Register } from './meter.js';

/** What came of a filled order: key `outcome~leag~slot~trader`. */
export const Outcome = z.strictObject({
  trader: Address,
  orderId: Hex256,
  side: z.enum(['buy', 'sell']),
  contractedWh: Count,
  meteredWh: Register,
  /** A signed reading, what stands in for it (0 for a seller, what was contracted for a buyer), or what members ruled. */
  source: z.enum(['reading', 'substitute', 'ruling']),
  /** What it paid or got for what was contracted, micro-currency, */
  amount: AmountOrZero,
  /** what it owed for a shortfall, */
  owed: AmountOrZero,
  /** and what it was due for energy not taken, or for a surplus. */
  due: AmountOrZero,
  /** Whether a late reading or a ruling can still change it; a seller's money stays locked until then. */
  final: z.boolean(),
  /** Whether it has counted for its trader's reputation. */
  scored: z.boolean(),
  settledAt: Instant,
});

/** See {@link Outcome}. */
export type Outcome = z.infer<typeof Outcome>;
