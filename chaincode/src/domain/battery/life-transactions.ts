// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Party } from '../actor.js';
import { IdempotencyKey, items, RecordId, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { defineTransactions } from '../transaction.js';
import { Battery, NewBattery } from './battery.js';
import { FactoryData } from './factory-data.js';
import { Maintenance } from './maintenance.js';
import { Move, MoveKind } from './move.js';
import { BatteryStatus, BatteryStatusName } from './status.js';

const Moves = z.strictObject({ moves: items(z.strictObject({ batteryId: BatteryId, moveId: RecordId })) });
const MovesOut = z.strictObject({ moves: z.array(Move) });

/** Ids of private records just written; the records themselves never leave the collection this way. */
export const WrittenIds = z.strictObject({ ids: z.array(RecordId) });

export const batteryLifeTransactions = defineTransactions({
  'battery:register': {
    kind: 'submit',
    summary: 'Register batteries with commitments to their factory data',
    roles: ['producer'],
    input: z.strictObject({ key: IdempotencyKey, batteries: items(NewBattery) }),
    output: z.strictObject({ batteries: z.array(Battery) }),
  },
  'battery:sealFactoryData': {
    kind: 'submit',
    summary: 'Seal the factory data of registered batteries, once and for ever',
    roles: ['producer'],
    input: z.strictObject({ batteryIds: items(BatteryId) }),
    private: z.strictObject({ items: items(FactoryData) }),
    writes: { producer: 'factory' },
    output: z.strictObject({ batteryIds: z.array(BatteryId) }),
  },
  'battery:confirmFactoryData': {
    kind: 'submit',
    summary: 'Confirm that the sealed factory data match their commitments; issues the first passport',
    roles: ['producer'],
    input: z.strictObject({ batteryIds: items(BatteryId) }),
    output: z.strictObject({ batteries: z.array(Battery) }),
  },
  'battery:offerMove': {
    kind: 'submit',
    summary: 'Offer title or custody of batteries to another party',
    roles: ['producer', 'logistics', 'operator', 'user', 'recycler'],
    input: z.strictObject({
      key: IdempotencyKey,
      kind: MoveKind,
      to: Party,
      batteryIds: items(BatteryId),
      note: Text.optional(),
    }),
    output: MovesOut,
  },
  'battery:acceptMove': {
    kind: 'submit',
    summary: 'Accept offered moves',
    roles: ['producer', 'logistics', 'operator', 'user', 'recycler'],
    input: Moves,
    output: MovesOut,
  },
  'battery:declineMove': {
    kind: 'submit',
    summary: 'Decline offered moves',
    roles: ['producer', 'logistics', 'operator', 'user', 'recycler'],
    input: Moves,
    output: MovesOut,
  },
  'battery:cancelMove': {
    kind: 'submit',
    summary: 'Take back own offers that nobody has accepted',
    roles: ['producer', 'logistics', 'operator', 'user', 'recycler'],
    input: Moves,
    output: MovesOut,
  },
  'battery:changeStatus': {
    kind: 'submit',
    summary: 'Take batteries one step further in their life, along the legal moves',
    roles: ['producer', 'operator', 'user', 'recycler'],
    input: z.strictObject({ items: items(z.strictObject({ batteryId: BatteryId, to: BatteryStatusName })) }),
    output: z.strictObject({ statuses: z.array(BatteryStatus) }),
  },
  'battery:recordMaintenance': {
    kind: 'submit',
    summary: 'Record maintenance, in private',
    roles: ['operator', 'recycler'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(Maintenance) }),
    writes: { operator: 'maintenanceOperator', recycler: 'maintenanceRecycler' },
    output: WrittenIds,
  },
});
