// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { Count } from '../fields.js';

/** The rule parameters of trading pseudonyms. */
export const traderParameterFields = {
  /** How many pseudonyms are certified, or rotated, at once at least, so that time does not link them to vehicles. */
  pseudonymBatch: Count.min(2).max(500),
  /** How many days a pseudonym stands before it can be rotated. */
  pseudonymRotationDays: Count.min(1).max(3650),
};

/** See {@link traderParameterFields}. */
export type TraderParameters = Readonly<z.infer<z.ZodObject<typeof traderParameterFields>>>;

/** What holds until the first vote. */
export const defaultTraderParameters: TraderParameters = {
  pseudonymBatch: 8,
  pseudonymRotationDays: 28,
};
