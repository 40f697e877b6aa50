// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { committeeParameterFields, defaultCommitteeParameters } from '../committee/committee-parameters.js';
import { Count, Instant, Millionths } from '../fields.js';
import { defaultMarketParameters, marketParameterFields } from '../market/market-parameters.js';
import { defaultReputationParameters, reputationParameterFields } from '../reputation/reputation-parameters.js';
import { defaultTraderParameters, traderParameterFields } from '../trader/trader-parameters.js';
import { defaultWalletParameters, walletParameterFields } from '../wallet/wallet-parameters.js';

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
  ...reputationParameterFields,
  ...committeeParameterFields,
  ...walletParameterFields,
  ...traderParameterFields,
  ...marketParameterFields,
});

/** See {@link RuleParameters}. */
export type RuleParameters = z.infer<typeof RuleParameters>;

/** What holds from the founding until the first vote. End of life at 70 %: the NASA cells' 1.4 Ah of 2 Ah. */
export const defaultRuleParameters: RuleParameters = {
  endOfLifeSoh: 700_000,
  secondLifeMinimumSoh: 500_000,
  moveOfferSeconds: 30 * 86_400,
  claimWindowSeconds: 30 * 86_400,
  ...defaultReputationParameters,
  ...defaultCommitteeParameters,
  ...defaultWalletParameters,
  ...defaultTraderParameters,
  ...defaultMarketParameters,
};

export const RuleVersion = z.strictObject({
  version: z.int().min(1),
  parameters: RuleParameters,
  /** The version holds for what happens, and for delivery slots that start, at this instant or later. */
  effectiveFrom: Instant,
});

/** One version of the rule parameters. */
export type RuleVersion = z.infer<typeof RuleVersion>;

/** A version as it stands on the ledger: one written before a parameter existed holds that parameter's default. */
export const StoredRuleVersion = RuleVersion.extend({
  parameters: z.preprocess(
    (stored) => (typeof stored === 'object' ? { ...defaultRuleParameters, ...stored } : stored),
    RuleParameters,
  ),
});
