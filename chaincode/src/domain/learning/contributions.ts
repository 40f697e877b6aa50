// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../actor.js';
import { Count, Instant, RecordId } from '../fields.js';

export const Contribution = z.strictObject({
  clientId: ActorId,
  /** Shapley value of the round, millionths of the score; negative where the update did harm. */
  value: z.int().min(-1_000_000_000).max(1_000_000_000),
  /** L2 norm of the update, millionths. */
  norm: z.int().min(0),
});

export const Contributions = z.strictObject({
  taskId: RecordId,
  round: Count.min(1),
  /** `exact` over all coalitions, or `sampled` by truncated Monte Carlo. */
  method: z.enum(['exact', 'sampled']),
  items: z.array(Contribution).min(1).max(5000),
  recordedAt: Instant,
});

/** What each client's update was worth. */
export type Contributions = z.infer<typeof Contributions>;
