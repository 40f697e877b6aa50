// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { WrittenIds } from '../battery/life-transactions.js';
import { Count, IdempotencyKey, items, Name, Page, pageOf } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Anchor, NewAnchor } from './anchor.js';
import { Condition, StoredCondition } from './condition.js';
import { DeviceId, DeviceKey, PublicKey } from './device-key.js';
import { RunMode, StoredRunMode } from './run-mode.js';
import { StoredUsage, Usage } from './usage.js';

const OfBattery = z.strictObject({ batteryId: BatteryId });
const PageOfBattery = Page.extend({ batteryId: BatteryId });
const DeviceKeys = z.strictObject({ deviceKeys: z.array(DeviceKey) });

export const twinTransactions = defineTransactions({
  'twin:enrolDeviceKeys': {
    kind: 'submit',
    summary: "Enrol the keys of batteries' BMS under their operator",
    roles: ['operator'],
    input: z.strictObject({
      items: items(z.strictObject({ batteryId: BatteryId, deviceId: DeviceId, model: Name, publicKey: PublicKey })),
    }),
    output: DeviceKeys,
  },
  'twin:revokeDeviceKeys': {
    kind: 'submit',
    summary: 'Revoke BMS keys; telemetry they sign from then on is refused',
    roles: ['operator'],
    input: z.strictObject({ items: items(z.strictObject({ batteryId: BatteryId, deviceId: DeviceId })) }),
    output: DeviceKeys,
  },
  'twin:anchorTelemetry': {
    kind: 'submit',
    summary: 'Anchor telemetry chunks of many batteries by their Merkle roots',
    roles: ['operator'],
    input: z.strictObject({ items: items(NewAnchor) }),
    output: z.strictObject({ anchors: z.array(Anchor) }),
  },
  'twin:setRunMode': {
    kind: 'submit',
    summary: 'Choose how an own battery runs, in private',
    roles: ['user'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(RunMode) }),
    writes: { user: 'runMode' },
    output: WrittenIds,
  },
  'twin:recordUsage': {
    kind: 'submit',
    summary: 'Record uses of batteries and where their telemetry lies, in private',
    roles: ['operator'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(Usage) }),
    writes: { operator: 'usage' },
    output: WrittenIds,
  },
  'twin:recordCondition': {
    kind: 'submit',
    summary: 'Record assessments and anomalies with the model that found them, in private',
    roles: ['operator', 'recycler'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(Condition) }),
    writes: { operator: 'conditionOperator', recycler: 'conditionRecycler' },
    output: WrittenIds,
  },
  'twin:deviceKeys': {
    kind: 'evaluate',
    summary: "The keys enrolled for a battery's BMS",
    roles,
    input: OfBattery,
    output: DeviceKeys,
  },
  'twin:anchor': {
    kind: 'evaluate',
    summary: 'The anchor of one telemetry chunk',
    roles,
    input: z.strictObject({ batteryId: BatteryId, chunk: Count }),
    output: Anchor,
  },
  'twin:anchors': {
    kind: 'evaluate',
    summary: "A battery's anchors in the order of their chunks, a page at a time",
    roles,
    input: PageOfBattery,
    output: pageOf(Anchor),
  },
  'twin:runModes': {
    kind: 'evaluate',
    summary: 'The run modes chosen for a battery, oldest first',
    roles: ['operator', 'user'],
    reads: ['runMode'],
    input: OfBattery,
    output: z.strictObject({ items: z.array(StoredRunMode) }),
  },
  'twin:usage': {
    kind: 'evaluate',
    summary: 'The uses of a battery, oldest first',
    roles: ['operator', 'user'],
    reads: ['usage'],
    input: OfBattery,
    output: z.strictObject({ items: z.array(StoredUsage) }),
  },
  'twin:condition': {
    kind: 'evaluate',
    summary: 'The assessments and anomalies of a battery, by operators and recyclers',
    roles: ['operator', 'user', 'recycler'],
    reads: ['conditionOperator', 'conditionRecycler'],
    input: OfBattery,
    output: z.strictObject({ items: z.array(StoredCondition) }),
  },
});
