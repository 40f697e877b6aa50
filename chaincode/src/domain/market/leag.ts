// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, Name } from '../fields.js';
import { Address } from '../wallet/address.js';

export const LeagId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '1 to 32 small letters, digits and hyphens, no hyphen first');

/** A local energy aggregator as its operator registers it. */
export const NewLeag = z.strictObject({
  id: LeagId,
  name: Name,
  /** Where its fees go, */
  feesTo: Address,
  /** what the grid is paid, */
  gridTo: Address,
  /** what it gets for imbalances, */
  balancingTo: Address,
  /** and the surplus that belongs to all. */
  commonFundTo: Address,
});

/** See {@link NewLeag}. */
export type NewLeag = z.infer<typeof NewLeag>;

/** A local energy aggregator: the market of one neighbourhood, run by one organisation. */
export const Leag = NewLeag.extend({ mspId: MspId, since: Instant });

/** See {@link Leag}. */
export type Leag = z.infer<typeof Leag>;
