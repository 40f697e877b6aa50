// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { enrol } from '../../domain/twin/device-key-rules.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { keys } from '../../ledger/keys.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Enrols devices, all or none. The range over a battery's devices keeps two operators from enrolling at once. */
export const enrolDeviceKeys: Handler<'twin:enrolDeviceKeys'> = async (session, { items }) => {
  const { ledger, actor, now } = session;
  const fresh: DeviceKey[] = [];
  const deviceKeys: DeviceKey[] = [];
  for (const [index, item] of items.entries()) {
    const deviceKey = await atItem('items', index, async () => {
      const status = await load(ledger, BatteryStatus, keys.status(item.batteryId));
      const stored = await listAll(ledger, DeviceKey, keys.deviceKeys(item.batteryId));
      const enrolled = [...stored, ...fresh.filter(({ batteryId }) => batteryId === item.batteryId)];
      const next = enrol(item, enrolled, status, actor, now);
      if (!enrolled.includes(next)) {
        fresh.push(next);
      }
      return next;
    });
    deviceKeys.push(deviceKey);
  }
  for (const deviceKey of fresh) {
    await save(ledger, keys.deviceKey(deviceKey.batteryId, deviceKey.deviceId), deviceKey);
  }
  announce(
    session,
    'deviceKey.enrolled',
    fresh.map(({ batteryId, deviceId }) => ({ kind: 'deviceKey', id: deviceId, batteryId })),
  );
  return { deviceKeys };
};
