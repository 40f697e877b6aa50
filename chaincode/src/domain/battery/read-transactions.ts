// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Instant, Page, pageOf, RecordId } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Battery } from './battery.js';
import { Certificate, CertificateEvidence } from './certificate.js';
import { FactoryData } from './factory-data.js';
import { StoredMaintenance } from './maintenance.js';
import { Move } from './move.js';
import { Passport, PassportId } from './passport.js';
import { StoredRecycling } from './recycling.js';
import { BatteryStatus } from './status.js';

const OfBattery = z.strictObject({ batteryId: BatteryId });
const PageOfBattery = Page.extend({ batteryId: BatteryId });

/** A battery with its hot record. */
export const BatteryView = z.strictObject({ battery: Battery, status: BatteryStatus });

/** One change of one of a battery's public records. */
export const HistoryEntry = z.strictObject({
  txId: z.string(),
  at: Instant,
  record: z.enum(['battery', 'status', 'move', 'passport', 'certificate']),
  recordId: z.string(),
  value: z.record(z.string(), z.unknown()).nullable(),
});

export const batteryReadTransactions = defineTransactions({
  'battery:get': {
    kind: 'evaluate',
    summary: 'A battery and its status',
    roles,
    input: OfBattery,
    output: BatteryView,
  },
  'battery:list': {
    kind: 'evaluate',
    summary: 'Batteries in the order of their ids, a page at a time',
    roles,
    input: Page,
    output: pageOf(BatteryView),
  },
  'battery:moves': {
    kind: 'evaluate',
    summary: 'All moves of a battery',
    roles,
    input: PageOfBattery,
    output: pageOf(Move),
  },
  'battery:history': {
    kind: 'evaluate',
    summary: "Every change of a battery's public records, oldest first",
    roles,
    input: OfBattery,
    output: z.strictObject({ entries: z.array(HistoryEntry) }),
  },
  'battery:passport': {
    kind: 'evaluate',
    summary: 'A passport by its id',
    roles,
    input: z.strictObject({ passportId: PassportId }),
    output: Passport,
  },
  'battery:passports': {
    kind: 'evaluate',
    summary: 'The passports of a battery, oldest first',
    roles,
    input: OfBattery,
    output: z.strictObject({ passports: z.array(Passport) }),
  },
  'battery:certificates': {
    kind: 'evaluate',
    summary: 'The second-life certificates of a battery',
    roles,
    input: OfBattery,
    output: z.strictObject({ certificates: z.array(Certificate) }),
  },
  'battery:certificate': {
    kind: 'evaluate',
    summary: 'A second-life certificate by its id',
    roles,
    input: z.strictObject({ certificateId: RecordId }),
    output: Certificate,
  },
  'battery:factoryData': {
    kind: 'evaluate',
    summary: 'The sealed factory data of a battery',
    roles: ['producer', 'operator', 'user', 'recycler'],
    reads: ['factory'],
    input: OfBattery,
    output: FactoryData,
  },
  'battery:maintenance': {
    kind: 'evaluate',
    summary: 'The maintenance records of a battery, by operators and recyclers',
    roles: ['operator', 'user', 'recycler'],
    reads: ['maintenanceOperator', 'maintenanceRecycler'],
    input: OfBattery,
    output: z.strictObject({ items: z.array(StoredMaintenance) }),
  },
  'battery:recyclingRecords': {
    kind: 'evaluate',
    summary: 'The recycling records of a battery',
    roles: ['recycler', 'producer'],
    reads: ['recycling'],
    input: OfBattery,
    output: z.strictObject({ items: z.array(StoredRecycling) }),
  },
  'battery:certificateEvidence': {
    kind: 'evaluate',
    summary: 'The evidence behind a second-life certificate',
    roles: ['recycler', 'producer'],
    reads: ['recycling'],
    input: z.strictObject({ certificateId: RecordId }),
    output: CertificateEvidence,
  },
});
