// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Instant, Name } from '../fields.js';
import { Role } from '../roles.js';

/** A member organisation and the roles the consortium grants it. A recycler role names the member that delegates to it. */
export const Member = z.strictObject({
  mspId: MspId,
  name: Name,
  roles: z.array(Role).min(1),
  status: z.enum(['active', 'suspended']),
  delegator: MspId.optional(),
  since: Instant,
});

/** See {@link Member}. */
export type Member = z.infer<typeof Member>;

export const Consortium = z.strictObject({ name: Name, foundedAt: Instant, foundedBy: MspId });

/** The founding record of the consortium. */
export type Consortium = z.infer<typeof Consortium>;
