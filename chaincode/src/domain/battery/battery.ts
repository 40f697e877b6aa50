// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Day, Hex256, IdempotencyKey, Instant, Name, Count } from '../fields.js';
import { BatteryId, Gtin, Serial } from '../identifiers/battery-id.js';

/** The categories that carry a passport (Regulation (EU) 2023/1542) and stationary storage. */
export const Category = z.enum(['ev', 'lmt', 'industrial', 'stationary']);

/** What anybody may read of a battery (Regulation (EU) 2023/1542, Annex XIII point 1). */
export const PublicPoints = z.strictObject({
  manufacturerName: Name,
  modelName: Name,
  manufacturingPlace: Name,
  manufacturedOn: Day,
  massGrams: Count.min(1),
  chemistryFamily: Name,
});

/** One battery to register: identity, public points and the commitment to the factory data that follow in private. */
export const NewBattery = z.strictObject({
  gtin: Gtin,
  serial: Serial,
  category: Category,
  batch: Name.optional(),
  publicPoints: PublicPoints,
  factoryCommitment: Hex256,
});

/** See {@link NewBattery}. */
export type NewBattery = z.infer<typeof NewBattery>;

/** The public record of a battery: it changes once only, when its factory data are confirmed. */
export const Battery = NewBattery.extend({
  id: BatteryId,
  producer: MspId,
  registeredAt: Instant,
  registeredKey: IdempotencyKey,
  factory: z.enum(['announced', 'sealed']),
});

/** See {@link Battery}. */
export type Battery = z.infer<typeof Battery>;
