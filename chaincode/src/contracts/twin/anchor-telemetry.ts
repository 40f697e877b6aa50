// SPDX-License-Identifier: Apache-2.0

import { atItem } from '../../domain/at-item.js';
import { anchor, checkSameAnchor, deviceOf, type Device } from '../../domain/twin/anchor-rules.js';
import { Anchor } from '../../domain/twin/anchor.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { findAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Anchors chunks of many batteries, all or none; a chunk that is anchored already answers with its anchor. */
export const anchorTelemetry: Handler<'twin:anchorTelemetry'> = async (session, { items }) => {
  const { ledger, actor, now } = session;
  const deviceFor = deviceReader(ledger);
  const fresh = new Map<string, Anchor>();
  const anchors: Anchor[] = [];
  const standing = await findAll(
    ledger,
    Anchor,
    items.map(({ batteryId, chunk }) => keys.anchor(batteryId, chunk)),
  );
  for (const [index, item] of items.entries()) {
    const anchored = await atItem('items', index, async () => {
      const at = keys.anchor(item.batteryId, item.chunk);
      const existing = fresh.get(at.join(' ')) ?? standing[index];
      if (existing !== undefined) {
        checkSameAnchor(existing, item, actor);
        return existing;
      }
      const next = anchor(item, await deviceFor(item.batteryId, item.deviceId), actor, now);
      fresh.set(at.join(' '), next);
      return next;
    });
    anchors.push(anchored);
  }
  for (const next of fresh.values()) {
    await save(ledger, keys.anchor(next.batteryId, next.chunk), next);
  }
  announce(
    session,
    'telemetry.anchored',
    [...fresh.values()].map(({ batteryId, chunk }) => ({ kind: 'anchor', id: batteryId, chunk })),
  );
  return { anchors };
};

/** Reads each device once, however many chunks it signed. */
function deviceReader(ledger: Ledger): (batteryId: string, deviceId: string) => Promise<Device> {
  const devices = new Map<string, Device>();
  return async (batteryId, deviceId) => {
    const id = `${batteryId} ${deviceId}`;
    const device = devices.get(id) ?? deviceOf(await load(ledger, DeviceKey, keys.deviceKey(batteryId, deviceId)));
    devices.set(id, device);
    return device;
  };
}
