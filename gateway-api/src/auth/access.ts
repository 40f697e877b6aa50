// SPDX-License-Identifier: Apache-2.0
import { transactions, type Transaction, type TransactionName } from '@wattpass/chaincode/domain';
import type { Account } from './account.js';

/**
 * Who may use a route: anybody; anybody with an account; administrators of this gateway; or those whom the catalogue lets
 * call a transaction. A route without an access is closed.
 */
export type Access =
  { readonly kind: 'public' | 'account' | 'admin' } | { readonly kind: 'transaction'; readonly name: TransactionName };

/** Why an account may not use a route, or undefined. */
export function refusal(access: Access | undefined, account: Account, checks: 'on' | 'off'): string | undefined {
  switch (access?.kind) {
    case 'public':
    case 'account':
      return undefined;
    case 'admin':
      return account.admin ? undefined : 'only an administrator of this gateway may do this';
    case 'transaction':
      return checks === 'off' ? undefined : roleRefusal(access.name, account);
    default:
      return 'the route is not open to anybody';
  }
}

function roleRefusal(name: TransactionName, account: Account): string | undefined {
  const transaction: Transaction = transactions[name];
  if (account.role !== undefined && !transaction.roles.includes(account.role)) {
    return `${name} is for ${transaction.roles.join(', ')}, and the account's role is ${account.role}`;
  }
  if (transaction.delegate === true && !account.delegate) {
    return `${name} is for delegates of the organisation`;
  }
  return undefined; // an account without a role has its organisation's, which the contract knows
}
