// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Hex256, Instant, RecordId, Salt } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** One use of a battery and where its telemetry lies, in private. mWh and mAh. */
export const Usage = z.strictObject({
  batteryId: BatteryId,
  salt: Salt,
  kind: z.enum(['charge', 'discharge', 'rest']),
  cycle: Count,
  startedAt: Instant,
  endedAt: Instant,
  milliampHours: Count,
  milliwattHours: Count,
  chunk: Count,
  /** SHA-256 of the stored chunk file. */
  chunkDigest: Hex256,
});

/** See {@link Usage}. */
export type Usage = z.infer<typeof Usage>;

export const StoredUsage = z.strictObject({ id: RecordId, by: MspId, recordedAt: Instant, record: Usage });

/** A {@link Usage} as it stands in the collection. */
export type StoredUsage = z.infer<typeof StoredUsage>;
