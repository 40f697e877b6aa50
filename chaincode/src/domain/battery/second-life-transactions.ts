// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, IdempotencyKey, items, RecordId } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { SecondLifeCode } from '../identifiers/gbt34014.js';
import { defineTransactions } from '../transaction.js';
import { Certificate, CertificateEvidence, SecondLifeKind } from './certificate.js';
import { WrittenIds } from './life-transactions.js';
import { Recycling } from './recycling.js';
import { Passport } from './passport.js';
import { BatteryStatus } from './status.js';

export const secondLifeTransactions = defineTransactions({
  'battery:recordRecycling': {
    kind: 'submit',
    summary: 'Record an evaluation, a refurbishment or recovered materials, in private',
    roles: ['recycler'],
    input: z.strictObject({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(Recycling) }),
    writes: { recycler: 'recycling' },
    output: WrittenIds,
  },
  'battery:announceCertificate': {
    kind: 'submit',
    summary: 'Announce a second-life certificate with a commitment to its evidence',
    roles: ['recycler'],
    input: z.strictObject({
      key: IdempotencyKey,
      batteryId: BatteryId,
      kind: SecondLifeKind,
      secondLifeCode: SecondLifeCode.optional(),
      evidenceCommitment: Hex256,
    }),
    output: Certificate,
  },
  'battery:sealCertificateEvidence': {
    kind: 'submit',
    summary: 'Seal the evidence behind an announced certificate, in private',
    roles: ['recycler'],
    input: z.strictObject({ certificateId: RecordId }),
    private: CertificateEvidence,
    writes: { recycler: 'recycling' },
    output: z.strictObject({ certificateId: RecordId }),
  },
  'battery:confirmCertificate': {
    kind: 'submit',
    summary: 'Confirm a certificate against its evidence; issues the new, linked passport',
    roles: ['recycler'],
    input: z.strictObject({ certificateId: RecordId }),
    output: z.strictObject({ certificate: Certificate, passport: Passport, status: BatteryStatus }),
  },
  'battery:recycle': {
    kind: 'submit',
    summary: 'Recycle batteries whose recovered materials are on record; ends their passports',
    roles: ['recycler'],
    input: z.strictObject({
      items: items(z.strictObject({ batteryId: BatteryId, materialsRecordId: RecordId })),
    }),
    output: z.strictObject({ statuses: z.array(BatteryStatus) }),
  },
});
