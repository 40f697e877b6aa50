// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId, Party } from '../actor.js';
import { Hex256, Instant, RecordId, Salt, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** What a claim is about. */
export const ClaimKind = z.enum(['shock', 'temperature', 'loss', 'damage', 'delay']);

/**
 * A claim under a transport agreement: opened by consignor or receiver, answered by the carrier with a commitment to its
 * private evidence, evidenced once that is confirmed, closed by the claimant.
 */
export const Claim = z.strictObject({
  id: RecordId,
  agreementId: RecordId,
  kind: ClaimKind,
  batteryIds: z.array(BatteryId).max(500),
  statement: Text,
  claimant: Party,
  carrier: MspId,
  status: z.enum(['open', 'answered', 'evidenced', 'closed', 'withdrawn']),
  answer: z
    .strictObject({ accepted: z.boolean(), statement: Text, evidenceCommitment: Hex256, at: Instant })
    .optional(),
  openedAt: Instant,
  closedAt: Instant.optional(),
  ruleVersion: z.int().min(1),
});

/** See {@link Claim}. */
export type Claim = z.infer<typeof Claim>;

/** The private evidence behind a claim's answer: the journey's records it rests on. */
export const ClaimEvidence = z.strictObject({
  claimId: RecordId,
  salt: Salt,
  detailIds: z.array(RecordId).max(200),
  account: Text,
});

/** See {@link ClaimEvidence}. */
export type ClaimEvidence = z.infer<typeof ClaimEvidence>;
