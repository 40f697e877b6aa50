// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Count } from '../fields.js';

const MicroCurrency = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The rule parameters of money. */
export const walletParameterFields = {
  /** What one issuer may put into circulation on one day (UTC), micro-currency, */
  issueDailyLimit: MicroCurrency,
  /** and take out of it. */
  redeemDailyLimit: MicroCurrency,
  /** How long before a deposit can be withdrawn it must be announced, seconds: two delivery slots. */
  withdrawalSeconds: Count.min(60),
  /** How long a disputed escrow waits for a ruling, seconds. */
  disputeSeconds: Count.min(1),
};

/** See {@link walletParameterFields}. */
export type WalletParameters = Readonly<z.infer<z.ZodObject<typeof walletParameterFields>>>;

/** What holds until the first vote: a million a day, two slots of an hour, seven days. */
export const defaultWalletParameters: WalletParameters = {
  issueDailyLimit: 1_000_000_000_000,
  redeemDailyLimit: 1_000_000_000_000,
  withdrawalSeconds: 2 * 3600,
  disputeSeconds: 7 * 86_400,
};
