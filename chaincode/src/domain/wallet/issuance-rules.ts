// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { sumOf } from './amount.js';
import type { Issuance } from './issuance.js';
import type { Issuer } from './issuer.js';
import type { WalletParameters } from './wallet-parameters.js';

/** @throws DomainError FORBIDDEN unless the members certified the organisation as an issuer, and still do. */
export function requireIssuer(issuer: Issuer | undefined, mspId: string): void {
  if (issuer?.status !== 'active') {
    throw new DomainError('FORBIDDEN', `${mspId} is no certified issuer of money`, {
      mspId,
      status: issuer?.status ?? null,
    });
  }
}

/**
 * Holds an issuer to its limit of the day.
 * @throws DomainError RULE_VIOLATION (`dailyLimit`)
 */
export function requireWithinLimit(
  kind: Issuance['kind'],
  amount: bigint,
  earlier: readonly string[],
  parameters: WalletParameters,
): void {
  const limit = BigInt(kind === 'issue' ? parameters.issueDailyLimit : parameters.redeemDailyLimit);
  const left = limit - sumOf(earlier);
  if (amount > left) {
    throw new DomainError('RULE_VIOLATION', `${amount} is more than the ${left} left of the day's ${limit}`, {
      rule: 'dailyLimit',
      kind,
      asked: amount.toString(),
      left: left.toString(),
      limit: limit.toString(),
    });
  }
}
