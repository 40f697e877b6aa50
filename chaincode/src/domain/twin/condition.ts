// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Instant, Millionths, Name, RecordId, Salt, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

const model = { modelId: Name, modelVersion: Name };

/** An assessment or an anomaly of a battery, in private, with the model that found it. */
export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('assessment'),
    batteryId: BatteryId,
    salt: Salt,
    cycle: Count,
    assessedAt: Instant,
    /** The chunk of telemetry it rests on. */
    chunk: Count,
    capacityMicroampHours: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    /** May exceed one: a new cell can hold more than its rating. */
    soh: z.int().min(0).max(2_000_000),
    soc: Millionths.optional(),
    resistanceMicroohms: Count.optional(),
    maxMilliCelsius: z.int().min(-273_150).max(1_000_000).optional(),
    remainingCycles: z.strictObject({ low: Count, expected: Count, high: Count }).optional(),
    ...model,
  }),
  z.strictObject({
    kind: z.literal('anomaly'),
    batteryId: BatteryId,
    salt: Salt,
    cycle: Count,
    detectedAt: Instant,
    chunk: Count,
    /** The rule that fired, such as `resistance-rise` or `over-temperature`. */
    rule: Name,
    threshold: z.int(),
    observed: z.int(),
    note: Text.optional(),
    ...model,
  }),
]);

/** See {@link Condition}. */
export type Condition = z.infer<typeof Condition>;

export const StoredCondition = z.strictObject({ id: RecordId, by: MspId, recordedAt: Instant, record: Condition });

/** A {@link Condition} as it stands in the collection. */
export type StoredCondition = z.infer<typeof StoredCondition>;
