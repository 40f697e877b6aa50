// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ActorId, MspId } from '../actor.js';
import { Day, Hex256, Instant, RecordId } from '../fields.js';
import { Amount } from './amount.js';
import { Coin } from './coin.js';

/** Money that an issuer put into circulation, or took out of it. All of them add up to the supply. */
export const Issuance = z.strictObject({
  id: RecordId,
  kind: z.enum(['issue', 'redeem']),
  issuer: MspId,
  /** Who did it for the issuer. */
  by: ActorId,
  /** UTC; its limit counts. */
  day: Day,
  amount: Amount,
  at: Instant,
  /** The coins that an issue made, or the change of a redemption. */
  coins: z.array(Coin),
  /** Of a redemption: what the holder agreed with the issuer. */
  payoutHash: Hex256.optional(),
  ruleVersion: z.int().min(1),
});

/** See {@link Issuance}. */
export type Issuance = z.infer<typeof Issuance>;

/** What counts towards the limit of a day. */
export const IssuedOn = z.strictObject({ amount: Amount });
