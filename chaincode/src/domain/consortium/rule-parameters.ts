// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count, Instant, Millionths } from '../fields.js';

/** The numbers that the consortium's rules depend on; members change them by proposal and vote. */
export const RuleParameters = z.strictObject({
  /** State of health under which a battery counts as at the end of its first life (millionths of the rated capacity). */
  endOfLifeSoh: Millionths,
  /** State of health that a second-life certificate needs at least (millionths). */
  secondLifeMinimumSoh: Millionths,
  /** How long an offered move stays open, seconds. */
  moveOfferSeconds: Count.min(60),
  /** How long after delivery a claim can be opened, seconds. */
  claimWindowSeconds: Count.min(60),
});

/** See {@link RuleParameters}. */
export type RuleParameters = z.infer<typeof RuleParameters>;

/** What holds from the founding until the first vote. End of life at 70 %: the NASA cells' 1.4 Ah of 2 Ah. */
export const defaultRuleParameters: RuleParameters = {
  endOfLifeSoh: 700_000,
  secondLifeMinimumSoh: 500_000,
  moveOfferSeconds: 30 * 86_400,
  claimWindowSeconds: 30 * 86_400,
};

export const RuleVersion = z.strictObject({
  version: z.int().min(1),
  parameters: RuleParameters,
  effectiveFrom: Instant,
});

/** One version of the rule parameters. */
export type RuleVersion = z.infer<typeof RuleVersion>;
