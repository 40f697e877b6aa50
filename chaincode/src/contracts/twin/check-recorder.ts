// SPDX-License-Identifier: Apache-2.0

import { BatteryStatus } from '../../domain/battery/status.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { requireRecorder } from '../../domain/twin/holder-rules.js';
import { keys } from '../../ledger/keys.js';
import { listAll, load } from '../../ledger/repository.js';
import type { Session } from '../session.js';

/** Checks, in public state, that the caller may record a battery's use and condition. @throws DomainError */
export async function checkRecorder({ ledger, actor }: Session, batteryId: string): Promise<void> {
  const status = await load(ledger, BatteryStatus, keys.status(batteryId));
  const deviceKeys = await listAll(ledger, DeviceKey, keys.deviceKeys(batteryId));
  requireRecorder(status, deviceKeys, actor);
}

/** A private record as it stands in its collection. */
export function storedRecord<R>(
  { actor, now }: Session,
  id: string,
  record: R,
): { id: string; by: string; recordedAt: string; record: R } {
  return { id, by: actor.mspId, recordedAt: now, record };
}
