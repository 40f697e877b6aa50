// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant } from '../fields.js';

/** A member that the others certified as an issuer of money, or no longer. */
export const Issuer = z.strictObject({ mspId: MspId, status: z.enum(['active', 'withdrawn']), since: Instant });

/** See {@link Issuer}. */
export type Issuer = z.infer<typeof Issuer>;
