// SPDX-License-Identifier: Apache-2.0

import { Contract } from 'fabric-contract-api';
import { encodeError } from '../domain/errors.js';
import { LedgerContext } from '../ledger/ledger-context.js';

/** What all contracts share: the context, and errors as one line of JSON, because only a message crosses the wire. */
export class BaseContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  override async aroundTransaction(
    context: LedgerContext,
    transaction: Parameters<Contract['aroundTransaction']>[1],
    parameters: unknown,
  ): Promise<void> {
    try {
      // typed as void, but it passes the transaction's answer on
      return await super.aroundTransaction(context, transaction, parameters);
    } catch (error) {
      throw new Error(encodeError(error));
    }
  }
}
