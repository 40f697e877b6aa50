// SPDX-License-Identifier: Apache-2.0
import type { Actor, Agreement, Batch, BatteryStatus, Role } from '@wattpass/chaincode/domain';

/** A caller of an organisation that is named after its role. */
export function actorOf(role: Role, changes: Partial<Actor> = {}): Actor {
  const mspId = `${role.charAt(0).toUpperCase()}${role.slice(1)}MSP`;
  return { mspId, role, id: 'a'.repeat(32), delegate: false, ...changes };
}

/** A batch of three from producer to operator. */
export const batch: Batch = {
  id: 'B-1',
  consignor: { mspId: 'ProducerMSP', role: 'producer' },
  receiver: { mspId: 'OperatorMSP', role: 'operator' },
  batteryIds: ['T1', 'T2', 'T3'],
  count: 3,
  date: '2026-11-22',
  createdAt: '2026-11-22T00:00:00.000Z',
};

/** Its transport, in a status. */
export function agreementIn(status: Agreement['status'], changes: Partial<Agreement> = {}): Agreement {
  return {
    id: 'b'.repeat(32),
    batchId: 'B-1',
    consignor: batch.consignor,
    carrier: 'LogisticsMSP',
    receiver: batch.receiver,
    thresholds: { shockMilliG: 3000, minMilliCelsius: -10_000, maxMilliCelsius: 45_000 },
    dueAt: '2026-11-23T00:00:00.000Z',
    status,
    offeredAt: '2026-11-22T00:00:00.000Z',
    discrepancies: [],
    ruleVersion: 1,
    ...changes,
  };
}

/** A battery in the hands of an operator. */
export function statusOf(changes: Partial<BatteryStatus> = {}): BatteryStatus {
  const holder = { mspId: 'OperatorMSP', role: 'operator' as const };
  return {
    batteryId: 'T1',
    status: 'inService',
    since: '2026-11-22T00:00:00.000Z',
    title: holder,
    custody: holder,
    ...changes,
  };
}
