// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Party } from '../actor.js';
import { Instant, RecordId, Text } from '../fields.js';
import { BatteryId } from '../identifiers/battery-id.js';

/** What changes hands: the title, the custody, or both at once. */
export const MoveKind = z.enum(['title', 'custody', 'titleAndCustody']);

/** See {@link MoveKind}. */
export type MoveKind = z.infer<typeof MoveKind>;

/** An offer to move a battery, and what became of it. */
export const Move = z.strictObject({
  id: RecordId,
  batteryId: BatteryId,
  kind: MoveKind,
  from: Party,
  to: Party,
  status: z.enum(['offered', 'accepted', 'declined', 'cancelled', 'expired']),
  note: Text.optional(),
  offeredAt: Instant,
  expiresAt: Instant,
  decidedAt: Instant.optional(),
  /** Version of the rule parameters that set the expiry. */
  ruleVersion: z.int().min(1),
});

/** See {@link Move}. */
export type Move = z.infer<typeof Move>;
