// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import { revoke } from '../../domain/twin/device-key-rules.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { keys } from '../../ledger/keys.js';
import { load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Revokes devices, all or none; what is revoked already stays as it is. */
export const revokeDeviceKeys: Handler<'twin:revokeDeviceKeys'> = async (session, { items }) => {
  const { ledger, actor, now } = session;
  refuseRepeats(
    'items',
    items.map(({ batteryId, deviceId }) => `${batteryId} ${deviceId}`),
  );
  const changed: DeviceKey[] = [];
  const deviceKeys: DeviceKey[] = [];
  for (const [index, { batteryId, deviceId }] of items.entries()) {
    const deviceKey = await atItem('items', index, async () => {
      const enrolled = await load(ledger, DeviceKey, keys.deviceKey(batteryId, deviceId));
      const next = revoke(enrolled, await load(ledger, BatteryStatus, keys.status(batteryId)), actor, now);
      if (next !== enrolled) {
        changed.push(next);
      }
      return next;
    });
    deviceKeys.push(deviceKey);
  }
  for (const deviceKey of changed) {
    await save(ledger, keys.deviceKey(deviceKey.batteryId, deviceKey.deviceId), deviceKey);
  }
  announce(
    session,
    'deviceKey.revoked',
    changed.map(({ batteryId, deviceId }) => ({ kind: 'deviceKey', id: deviceId, batteryId })),
  );
  return { deviceKeys };
};
