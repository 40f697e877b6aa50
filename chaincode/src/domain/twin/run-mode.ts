// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, RecordId, Salt } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** How a battery's user wants it to run, in private. */
export const RunMode = z.strictObject({
  batteryId: BatteryId,
  salt: Salt,
  mode: z.enum(['eco', 'normal', 'performance', 'storage', 'vehicleToGrid']),
  from: Instant,
});

/** See {@link RunMode}. */
export type RunMode = z.infer<typeof RunMode>;

export const StoredRunMode = z.strictObject({ id: RecordId, by: MspId, recordedAt: Instant, record: RunMode });

/** A {@link RunMode} as it stands in the collection. */
export type StoredRunMode = z.infer<typeof StoredRunMode>;
