// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Party } from '../actor.js';
import { Count, Day, Instant, MAX_ITEMS } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** The public id of a batch, as printed on its papers. */
export const BatchId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/, '3 to 64 letters, digits, dots, hyphens');

/** A batch of batteries that travel together. */
export const Batch = z.strictObject({
  id: BatchId,
  consignor: Party,
  receiver: Party,
  batteryIds: z.array(BatteryId).min(1).max(MAX_ITEMS),
  count: Count,
  date: Day,
  createdAt: Instant,
});

/** See {@link Batch}. */
export type Batch = z.infer<typeof Batch>;
