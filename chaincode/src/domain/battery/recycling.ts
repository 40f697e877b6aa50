// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Instant, Millionths, Name, RecordId, Salt, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** A recycler's private record about one battery, append-only: an evaluation, a refurbishment or recovered materials. */
export const Recycling = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('evaluation'),
    batteryId: BatteryId,
    salt: Salt,
    soh: Millionths,
    verdict: z.enum(['secondLife', 'recycle']),
    findings: Text,
  }),
  z.strictObject({
    kind: z.literal('refurbishment'),
    batteryId: BatteryId,
    salt: Salt,
    work: Text,
    replacedParts: z.array(Name).max(50),
  }),
  z.strictObject({
    kind: z.literal('materials'),
    batteryId: BatteryId,
    salt: Salt,
    recovered: z
      .array(z.strictObject({ material: Name, grams: Count }))
      .min(1)
      .max(50),
    process: Text,
  }),
]);

/** See {@link Recycling}. */
export type Recycling = z.infer<typeof Recycling>;

const Stored = z.strictObject({ id: RecordId, by: MspId, recordedAt: Instant, record: Recycling });

/** A {@link Recycling} as it stands in the collection. */
export const StoredRecycling = Stored;
export type StoredRecycling = z.infer<typeof Stored>;
