// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId } from '../actor.js';
import { Count, RecordId } from '../fields.js';

/** 32 bytes of an X25519 public key, base64. */
const X25519Key = z.base64().length(44);

export const RoundKeys = z.strictObject({
  taskId: RecordId,
  round: Count.min(1),
  clientId: ActorId,
  /** Agrees the masks with the other clients. */
  maskKey: X25519Key,
  /** Encrypts shares to this client. */
  shareKey: X25519Key,
});

/** A client's keys for one round of secure aggregation; the transaction's signature vouches for them. */
export type RoundKeys = z.infer<typeof RoundKeys>;
