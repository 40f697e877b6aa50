// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Name, Salt } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { TractionBatteryCode } from '../identifiers/gbt34014.js';

/**
 * What the producer seals once and for ever, in private. Integers: mAh, mV, mWh; C-rates in thousandths (1500 = 1.5 C).
 * Its canonical JSON is what `factoryCommitment` of the battery commits to; the salt keeps it from being guessed.
 */
export const FactoryData = z.strictObject({
  batteryId: BatteryId,
  salt: Salt,
  manufacturer: Name,
  model: Name,
  ratedCapacityMilliampHours: Count.min(1),
  nominalVoltageMillivolts: Count.min(1),
  ratedEnergyMilliwattHours: Count.min(1),
  chargeRateMilliC: Count.min(1),
  dischargeRateMilliC: Count.min(1),
  chemistry: Name,
  composition: z.array(z.strictObject({ material: Name, shareMillionths: z.int().min(0).max(1_000_000) })).max(50),
  /** GB/T 34014 code, where the battery carries one. */
  tractionBatteryCode: TractionBatteryCode.optional(),
  /** Further id codes on the label, such as the maker's own. */
  idCodes: z.array(z.strictObject({ scheme: Name, code: Name })).max(20),
});

/** See {@link FactoryData}. */
export type FactoryData = z.infer<typeof FactoryData>;
