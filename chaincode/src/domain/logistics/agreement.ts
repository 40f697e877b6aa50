// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId, Party } from '../actor.js';
import { Count, Instant, RecordId, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { BatchId } from './batch.js';

/** What the parties agree the journey must not exceed. Milli-g and thousandths of a degree Celsius. */
export const Thresholds = z
  .strictObject({ shockMilliG: Count.min(1), minMilliCelsius: z.int(), maxMilliCelsius: z.int() })
  .refine((limits) => limits.minMilliCelsius < limits.maxMilliCelsius, {
    path: ['minMilliCelsius'],
    message: 'must be below maxMilliCelsius',
  });

/** See {@link Thresholds}. */
export type Thresholds = z.infer<typeof Thresholds>;

/** An item that delivery found missing, damaged or not on the list. */
export const Discrepancy = z.strictObject({
  batteryId: BatteryId,
  kind: z.enum(['missing', 'damaged', 'unexpected']),
  note: Text.optional(),
});

/** See {@link Discrepancy}. */
export type Discrepancy = z.infer<typeof Discrepancy>;

/**
 * A transport agreement over one batch: the consignor's offer of custody to the carrier, then the carrier's to the
 * receiver. Offered -> accepted -> inTransit -> arrived -> delivered, or declined or cancelled before pick-up.
 */
export const Agreement = z.strictObject({
  id: RecordId,
  batchId: BatchId,
  consignor: Party,
  carrier: MspId,
  receiver: Party,
  thresholds: Thresholds,
  dueAt: Instant,
  status: z.enum(['offered', 'accepted', 'declined', 'cancelled', 'inTransit', 'arrived', 'delivered']),
  offeredAt: Instant,
  decidedAt: Instant.optional(),
  pickedUpAt: Instant.optional(),
  arrivedAt: Instant.optional(),
  deliveredAt: Instant.optional(),
  discrepancies: z.array(Discrepancy),
  ruleVersion: z.int().min(1),
});

/** See {@link Agreement}. */
export type Agreement = z.infer<typeof Agreement>;
