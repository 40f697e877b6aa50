// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Hex256, Instant, Text } from '../fields.js';
import { Address } from '../wallet/address.js';
import { Register } from './meter.js';

/** That a signed reading is contested: key `dispute~leag~slot~trader`. It holds back this one order. */
export const Dispute = z.strictObject({
  trader: Address,
  orderId: Hex256,
  /** Who contests it: the pseudonym, by its signature, or the organisation that runs the LEAG. */
  by: z.enum(['trader', 'leag']),
  reason: Text,
  raisedAt: Instant,
  /** From then on the reading stands, unless two thirds of the members agreed on another figure. */
  until: Instant,
});

/** See {@link Dispute}. */
export type Dispute = z.infer<typeof Dispute>;

/** What one member, by a delegate, holds that a contested order delivered or took. */
export const EnergyRuling = z.strictObject({ trader: Address, mspId: MspId, meteredWh: Register, at: Instant });

/** See {@link EnergyRuling}. */
export type EnergyRuling = z.infer<typeof EnergyRuling>;
