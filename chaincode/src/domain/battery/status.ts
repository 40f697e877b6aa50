// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Party } from '../actor.js';
import { Instant, RecordId } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { PassportId } from './passport.js';

/** Where a battery stands in its life. `docs/architecture.md` draws the machine. */
export const batteryStatuses = [
  'announced', // registered; factory data committed to, not yet confirmed
  'manufactured', // factory data sealed and confirmed
  'commissioned', // has a twin and an enrolled BMS
  'inService',
  'inMaintenance',
  'retired', // its present life has ended
  'evaluated', // a recycler has examined it
  'refurbished', // repurposed or remanufactured; must not serve before it is certified
  'certified', // second-life certificate confirmed, new passport issued
  'recycled', // materials recovered; its passport has ceased
] as const;

export const BatteryStatusName = z.enum(batteryStatuses);

/** One of {@link batteryStatuses}. */
export type BatteryStatusName = z.infer<typeof BatteryStatusName>;

/** The hot record of a battery: status and holders, with the open move of each kind, if any. */
export const BatteryStatus = z.strictObject({
  batteryId: BatteryId,
  status: BatteryStatusName,
  since: Instant,
  title: Party,
  custody: Party,
  openTitleMove: RecordId.optional(),
  openCustodyMove: RecordId.optional(),
  passportId: PassportId.optional(),
});

/** See {@link BatteryStatus}. */
export type BatteryStatus = z.infer<typeof BatteryStatus>;
