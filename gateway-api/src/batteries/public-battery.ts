// SPDX-License-Identifier: Apache-2.0
import { Battery, PassportId, type OutputOf, type z } from '@wattpass/chaincode/domain';

/**
 * What a battery shows to whoever scans it: the public points of Regulation (EU) 2023/1542, Annex XIII 1. Holders, status
 * and life are for those with a legitimate interest, who sign in.
 */
export const publicBatterySchema = Battery.pick({
  id: true,
  gtin: true,
  serial: true,
  category: true,
  batch: true,
  publicPoints: true,
}).extend({ passportId: PassportId.optional() });

/** See {@link publicBatterySchema}. */
export type PublicBattery = z.output<typeof publicBatterySchema>;

/** The public part of a battery. */
export function publicBatteryOf({ battery, status }: OutputOf<'battery:get'>): PublicBattery {
  const { id, gtin, serial, category, batch, publicPoints } = battery;
  return {
    id,
    gtin,
    serial,
    category,
    publicPoints,
    ...(batch === undefined ? {} : { batch }),
    ...(status.passportId === undefined ? {} : { passportId: status.passportId }),
  };
}
