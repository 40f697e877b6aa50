// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Count, Instant, RecordId } from '../fields.js';

export const Client = z.strictObject({
  taskId: RecordId,
  clientId: ActorId,
  mspId: MspId,
  /** The first round it can be drawn for. */
  fromRound: Count.min(1),
  joinedAt: Instant,
  leftAt: Instant.optional(),
});

/** Somebody who trains for a task. */
export type Client = z.infer<typeof Client>;
