// SPDX-License-Identifier: Apache-2.0

import { actsFor, type Actor } from '../actor.js';
import type { BatteryStatus } from '../battery/status.js';
import { DomainError } from '../errors.js';
import type { DeviceKey } from './device-key.js';

/** Whether the caller holds the battery's title or custody. */
export function isHolder(status: BatteryStatus, actor: Actor): boolean {
  return actsFor(actor, status.title) || actsFor(actor, status.custody);
}

/** @throws DomainError FORBIDDEN to all who hold neither title nor custody. */
export function requireHolder(status: BatteryStatus, actor: Actor): void {
  if (!isHolder(status, actor)) {
    throw forbidden(status, 'holds neither its title nor its custody');
  }
}

/**
 * Who may record a battery's use and condition: whoever holds it, and the operator that enrolled one of its devices, for
 * an enrolment needed the battery in hand and telemetry goes on after the battery has gone to its user. That keeps
 * strangers out without a search through the battery's past.
 * @throws DomainError FORBIDDEN
 */
export function requireRecorder(status: BatteryStatus, deviceKeys: readonly DeviceKey[], actor: Actor): void {
  const enrolled = actor.role === 'operator' && deviceKeys.some(({ operator }) => operator === actor.mspId);
  if (!enrolled && !isHolder(status, actor)) {
    throw forbidden(status, 'neither holds it nor enrolled its device');
  }
}

function forbidden({ batteryId, title, custody }: BatteryStatus, why: string): DomainError {
  return new DomainError('FORBIDDEN', `the caller is not responsible for ${batteryId}: it ${why}`, {
    id: batteryId,
    title,
    custody,
  });
}
