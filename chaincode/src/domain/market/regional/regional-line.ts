// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count } from '../../fields.js';
import { Address } from '../../wallet/address.js';
import { LeagId } from '../leag.js';

/** Micro-currency per kWh, as in a slot's plan. */
const Fee = z.int().min(0).max(1_000_000_000);

/** A line between two LEAGs, usable both ways, as the members voted. */
export const RegionalLine = z.strictObject({
  id: LeagId,
  from: LeagId,
  to: LeagId,
  /** Wh that it carries in a slot, in its own direction and against it. */
  capacityWh: Count,
  reverseCapacityWh: Count,
  /** What its owner takes for what it carries, */
  fee: Fee,
  /** and where that goes. */
  owner: Address,
});

/** See {@link RegionalLine}. */
export type RegionalLine = z.infer<typeof RegionalLine>;
