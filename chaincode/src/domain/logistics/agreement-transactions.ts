// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId, Party } from '../actor.js';
import { WrittenIds } from '../battery/life-transactions.js';
import { Day, IdempotencyKey, Instant, items, Page, pageOf, RecordId } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Agreement, Discrepancy, Thresholds } from './agreement.js';
import { Batch, BatchId } from './batch.js';
import { LogisticsDetail, StoredLogisticsDetail } from './logistics-detail.js';

const ById = z.strictObject({ agreementId: RecordId });

export const agreementTransactions = defineTransactions({
  'logistics:createBatch': {
    kind: 'submit',
    summary: 'Put batteries in custody together into a batch for one receiver',
    roles: ['producer', 'operator', 'recycler'],
    input: z.strictObject({ id: BatchId, batteryIds: items(BatteryId), receiver: Party, date: Day }),
    output: Batch,
  },
  'logistics:offerAgreement': {
    kind: 'submit',
    summary: 'Offer a carrier the transport of a batch, with thresholds and due time',
    roles: ['producer', 'operator', 'recycler'],
    input: z.strictObject({
      key: IdempotencyKey,
      batchId: BatchId,
      carrier: MspId,
      thresholds: Thresholds,
      dueAt: Instant,
    }),
    output: Agreement,
  },
  'logistics:acceptAgreement': {
    kind: 'submit',
    summary: 'Accept an offered transport',
    roles: ['logistics'],
    input: ById,
    output: Agreement,
  },
  'logistics:declineAgreement': {
    kind: 'submit',
    summary: 'Decline an offered transport',
    roles: ['logistics'],
    input: ById,
    output: Agreement,
  },
  'logistics:cancelAgreement': {
    kind: 'submit',
    summary: 'Cancel a transport before it is picked up',
    roles: ['producer', 'operator', 'recycler'],
    input: ById,
    output: Agreement,
  },
  'logistics:pickUp': {
    kind: 'submit',
    summary: 'Pick a batch up: the carrier takes custody of every scanned item',
    roles: ['logistics'],
    input: z.strictObject({ agreementId: RecordId, scanned: items(BatteryId) }),
    output: Agreement,
  },
  'logistics:arrive': {
    kind: 'submit',
    summary: 'Report arrival: the carrier offers custody to the receiver',
    roles: ['logistics'],
    input: ById,
    output: Agreement,
  },
  'logistics:receive': {
    kind: 'submit',
    summary: 'Receive a batch by scan of every item; what is missing, damaged or unexpected is put on record',
    roles: ['producer', 'operator', 'recycler'],
    input: z.strictObject({
      agreementId: RecordId,
      scanned: z.array(BatteryId).max(500),
      damaged: z
        .array(Discrepancy.pick({ batteryId: true, note: true }))
        .max(500)
        .default([]),
    }),
    output: Agreement,
  },
  'logistics:recordDetails': {
    kind: 'submit',
    summary: "Record a journey's route, checkpoints, shocks, temperatures and receipt, in private",
    roles: ['logistics'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(LogisticsDetail) }),
    writes: { logistics: 'logisticsDetail' },
    output: WrittenIds,
  },
  'logistics:batch': {
    kind: 'evaluate',
    summary: 'A batch by its id',
    roles,
    input: z.strictObject({ batchId: BatchId }),
    output: Batch,
  },
  'logistics:batches': {
    kind: 'evaluate',
    summary: 'Batches, a page at a time',
    roles,
    input: Page,
    output: pageOf(Batch),
  },
  'logistics:agreement': { kind: 'evaluate', summary: 'A transport agreement', roles, input: ById, output: Agreement },
  'logistics:agreements': {
    kind: 'evaluate',
    summary: 'Transport agreements, a page at a time',
    roles,
    input: Page,
    output: pageOf(Agreement),
  },
  'logistics:details': {
    kind: 'evaluate',
    summary: "A journey's private records, oldest first",
    roles: ['logistics', 'operator'],
    reads: ['logisticsDetail'],
    input: ById,
    output: z.strictObject({ items: z.array(StoredLogisticsDetail) }),
  },
});
