// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, IdempotencyKey, Page, pageOf, RecordId, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Claim, ClaimEvidence, ClaimKind } from './claim.js';

const ById = z.strictObject({ claimId: RecordId });

export const claimTransactions = defineTransactions({
  'logistics:openClaim': {
    kind: 'submit',
    summary: 'Open a claim under a transport agreement',
    roles: ['producer', 'operator'],
    input: z.strictObject({
      key: IdempotencyKey,
      agreementId: RecordId,
      kind: ClaimKind,
      batteryIds: z.array(BatteryId).max(500),
      statement: Text,
    }),
    output: Claim,
  },
  'logistics:answerClaim': {
    kind: 'submit',
    summary: 'Answer a claim, with a commitment to the evidence',
    roles: ['logistics'],
    input: z.strictObject({ claimId: RecordId, accepted: z.boolean(), statement: Text, evidenceCommitment: Hex256 }),
    output: Claim,
  },
  'logistics:sealClaimEvidence': {
    kind: 'submit',
    summary: "Seal the evidence behind a claim's answer, in private",
    roles: ['logistics'],
    input: ById,
    private: ClaimEvidence,
    writes: { logistics: 'logisticsDetail' },
    output: ById,
  },
  'logistics:confirmClaimEvidence': {
    kind: 'submit',
    summary: 'Confirm that the sealed evidence matches its commitment',
    roles: ['logistics'],
    input: ById,
    output: Claim,
  },
  'logistics:closeClaim': {
    kind: 'submit',
    summary: 'Close an evidenced claim, as its claimant',
    roles: ['producer', 'operator'],
    input: ById,
    output: Claim,
  },
  'logistics:withdrawClaim': {
    kind: 'submit',
    summary: 'Withdraw an own claim',
    roles: ['producer', 'operator'],
    input: ById,
    output: Claim,
  },
  'logistics:claim': { kind: 'evaluate', summary: 'A claim by its id', roles, input: ById, output: Claim },
  'logistics:claims': {
    kind: 'evaluate',
    summary: 'Claims, a page at a time',
    roles,
    input: Page,
    output: pageOf(Claim),
  },
  'logistics:claimEvidence': {
    kind: 'evaluate',
    summary: "The evidence behind a claim's answer",
    roles: ['logistics', 'operator'],
    reads: ['logisticsDetail'],
    input: ById,
    output: ClaimEvidence,
  },
});
