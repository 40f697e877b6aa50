// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { step } from '../../domain/battery/status-rules.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { keys } from '../../ledger/keys.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Takes batteries one step further in their lives, all or none; those that are there already stay as they are. */
export const changeStatus: Handler<'battery:changeStatus'> = async (session, input) => {
  const { ledger, actor, now } = session;
  refuseRepeats(
    'items',
    input.items.map(({ batteryId }) => batteryId),
    'batteryId',
  );
  const statuses: BatteryStatus[] = [];
  const changed: BatteryStatus[] = [];
  for (const [index, { batteryId, to }] of input.items.entries()) {
    await atItem('items', index, async () => {
      const status = await load(ledger, BatteryStatus, keys.status(batteryId));
      const deviceKeys = to === 'commissioned' ? await listAll(ledger, DeviceKey, keys.deviceKeys(batteryId)) : [];
      const next = step(status, to, deviceKeys, actor, now);
      statuses.push(next);
      if (next !== status) {
        changed.push(next);
      }
    });
  }
  for (const status of changed) {
    await save(ledger, keys.status(status.batteryId), status);
  }
  announce(
    session,
    'battery.statusChanged',
    changed.map(({ batteryId, status }) => ({ kind: 'battery', id: batteryId, status })),
  );
  return { statuses };
};
