// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Hex256, Instant } from '../fields.js';
import { AmountOrZero } from './amount.js';

/** What one member, by a delegate, holds that the beneficiary of a disputed escrow should get. */
export const Ruling = z.strictObject({ disputeId: Hex256, mspId: MspId, paid: AmountOrZero, at: Instant });

/** See {@link Ruling}. */
export type Ruling = z.infer<typeof Ruling>;
