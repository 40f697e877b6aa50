// SPDX-License-Identifier: Apache-2.0

import { Battery } from '../../domain/battery/battery.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';

/** A battery and its status. */
export const get: Handler<'battery:get'> = async ({ ledger }, { batteryId }) => ({
  battery: await load(ledger, Battery, keys.battery(batteryId)),
  status: await load(ledger, BatteryStatus, keys.status(batteryId)),
});
