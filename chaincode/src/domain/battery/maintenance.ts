// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, Name, RecordId, Salt, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** A private maintenance record, by operator or recycler, append-only. */
export const Maintenance = z.strictObject({
  batteryId: BatteryId,
  salt: Salt,
  performedAt: Instant,
  kind: z.enum(['inspection', 'repair', 'partReplacement', 'softwareUpdate', 'balancing']),
  reason: Text,
  findings: Text.optional(),
  parts: z.array(Name).max(50),
});

/** See {@link Maintenance}. */
export type Maintenance = z.infer<typeof Maintenance>;

export const StoredMaintenance = z.strictObject({ id: RecordId, by: MspId, recordedAt: Instant, record: Maintenance });

/** A {@link Maintenance} as it stands in the collection. */
export type StoredMaintenance = z.infer<typeof StoredMaintenance>;
