// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Hex256, Instant, RecordId } from '../fields.js';

export const ModelVersion = z.strictObject({
  taskId: RecordId,
  version: Count,
  hash: Hex256,
  /** The round that made it; 0 for the task's first model. */
  round: Count,
  acceptedAt: Instant,
});

/** A model that every member can recompute. */
export type ModelVersion = z.infer<typeof ModelVersion>;
