// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import { DomainError } from '../errors.js';
import type { Role } from '../roles.js';
import type { DeviceKey } from '../twin/device-key.js';
import { requireHolder } from '../twin/holder-rules.js';
import type { BatteryStatus, BatteryStatusName } from './status.js';

type StepsFrom = Readonly<Partial<Record<BatteryStatusName, readonly Role[]>>>;

const inUse: readonly Role[] = ['operator', 'user', 'recycler'];

/**
 * The steps that a holder of title or custody takes, by the roles that may. `manufactured`, `certified` and `recycled` are
 * not among them: confirmed factory data, a confirmed certificate and recovered materials alone lead there. So there is no
 * way from `refurbished` back into service but through `certified`.
 */
const steps: Readonly<Record<BatteryStatusName, StepsFrom>> = {
  announced: {},
  manufactured: { commissioned: ['operator'], retired: ['producer', 'operator'] },
  commissioned: { inService: ['operator', 'user'], inMaintenance: inUse, retired: inUse },
  inService: { inMaintenance: inUse, retired: inUse },
  inMaintenance: { inService: inUse, retired: inUse },
  retired: { evaluated: ['recycler'] },
  evaluated: { refurbished: ['recycler'] },
  refurbished: { evaluated: ['recycler'] },
  certified: { commissioned: ['operator'], retired: inUse },
  recycled: {},
};

/** Where a battery can be recycled from: its life has ended and no certificate gave it another. */
export const recyclableFrom: readonly BatteryStatusName[] = ['retired', 'evaluated', 'refurbished'];

/** Whether somebody in this role can take a battery to a status, from wherever. */
function leadsTo(to: BatteryStatusName, role: Role): boolean {
  return Object.values(steps).some((from) => from[to]?.includes(role) === true);
}

/**
 * Takes a battery one step further. A holder who asks for what holds already has asked before: the status stays as it is.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS with `data.legal`, RULE_VIOLATION (`activeDeviceKey`)
 */
export function step(
  status: BatteryStatus,
  to: BatteryStatusName,
  deviceKeys: readonly DeviceKey[],
  actor: Actor,
  now: string,
): BatteryStatus {
  requireHolder(status, actor);
  if (status.status === to && leadsTo(to, actor.role)) {
    return status;
  }
  const from = steps[status.status];
  const allowed = from[to];
  if (allowed === undefined) {
    throw new DomainError('ILLEGAL_STATUS', `${status.batteryId} is ${status.status} and cannot become ${to}`, {
      id: status.batteryId,
      status: status.status,
      to,
      legal: Object.keys(from),
    });
  }
  if (!allowed.includes(actor.role)) {
    throw new DomainError('FORBIDDEN', `a ${actor.role} does not take ${status.batteryId} to ${to}`, {
      id: status.batteryId,
      role: actor.role,
      allowed: [...allowed],
    });
  }
  if (to === 'commissioned') {
    requireDevice(status.batteryId, deviceKeys, actor);
  }
  return { ...status, status: to, since: now };
}

/**
 * Checks that something which a transaction of its own does may happen in the present status.
 * @throws DomainError ILLEGAL_STATUS; `data.legal` lists the statuses in which it may.
 */
export function requireStatus(status: BatteryStatus, legal: readonly BatteryStatusName[], what: string): void {
  if (!legal.includes(status.status)) {
    throw new DomainError('ILLEGAL_STATUS', `${status.batteryId} is ${status.status}: ${what}`, {
      id: status.batteryId,
      status: status.status,
      legal: [...legal],
    });
  }
}

function requireDevice(batteryId: string, deviceKeys: readonly DeviceKey[], actor: Actor): void {
  if (!deviceKeys.some((key) => key.status === 'active' && key.operator === actor.mspId)) {
    throw new DomainError('RULE_VIOLATION', `${batteryId} has no BMS that is enrolled under ${actor.mspId}`, {
      rule: 'activeDeviceKey',
      id: batteryId,
    });
  }
}
