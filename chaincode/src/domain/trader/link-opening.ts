// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, Text } from '../fields.js';
import { Address } from '../wallet/address.js';

/** That the members voted to let one of them ask a LEAG which vehicle is behind a pseudonym, and why. */
export const LinkOpening = z.strictObject({ pseudonym: Address, to: MspId, reason: Text, since: Instant });

/** See {@link LinkOpening}. */
export type LinkOpening = z.infer<typeof LinkOpening>;
