// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

/** The parts an organisation can play in the consortium. */
export const roles = ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'] as const;

export const Role = z.enum(roles);

/** One of {@link roles}. */
export type Role = z.infer<typeof Role>;
