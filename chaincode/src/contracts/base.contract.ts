// SPDX-License-Identifier: Apache-2.0

import { Contract } from 'fabric-contract-api';
import { encodeError } from '../domain/errors.js';
import { LedgerContext } from '../ledger/ledger-context.js';

/** What all contracts share: the context, and errors as one line of JSON, because only a message crosses the wire. */
export class BaseContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  /** Passes the transaction's answer on, although Fabric's type calls it void. */
  override aroundTransaction(
    context: LedgerContext,
    transaction: Parameters<Contract['aroundTransaction']>[1],
    parameters: unknown,
  ): Promise<void> {
    return super.aroundTransaction(context, transaction, parameters).catch((error: unknown) => {
      throw new Error(encodeError(error), { cause: error });
    });
  }
}
