// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Hex256, Instant, RecordId, Text } from '../fields.js';

export const Attestation = z.strictObject({
  taskId: RecordId,
  round: Count.min(1),
  mspId: MspId,
  verdict: z.enum(['accept', 'reject']),
  /** What the organisation's own computation gave. */
  resultHash: Hex256,
  reason: Text.optional(),
  at: Instant,
});

/** One committee member's verdict on an aggregate. */
export type Attestation = z.infer<typeof Attestation>;
