// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Count, Hex256, Instant, RecordId } from '../fields.js';

export const Update = z.strictObject({
  taskId: RecordId,
  round: Count.min(1),
  clientId: ActorId,
  mspId: MspId,
  /** Hash of the update's canonical bytes, which name task, round and client. */
  hash: Hex256,
  /** Examples it was trained on: at least 2^(bucket − 1) and fewer than 2^bucket; 0 for none. */
  examplesBucket: z.int().min(0).max(31),
  committedAt: Instant,
});

/** A client's commitment to its update. */
export type Update = z.infer<typeof Update>;
