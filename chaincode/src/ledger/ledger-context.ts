// SPDX-License-Identifier: Apache-2.0

import { Context } from 'fabric-contract-api';
import { certifiedBy, type Certified } from './actor.js';
import type { Ledger } from './ledger.js';
import { stubLedger } from './stub-ledger.js';

/** The context of every transaction: Fabric's own, and our port to the ledger. */
export class LedgerContext extends Context {
  /** The ledger of this transaction. */
  get ledger(): Ledger {
    return (this.#ledger ??= stubLedger(this.stub));
  }

  /** What the caller's certificate says. */
  get certified(): Certified {
    return certifiedBy(this.clientIdentity);
  }

  /** The transaction's own time, which the client set and the endorser bounded. */
  get time(): Date {
    return this.stub.getDateTimestamp();
  }

  /** The endorsing peer's clock, milliseconds since 1970. */
  get clock(): number {
    return Date.now();
  }

  /** The transaction's id. */
  get txId(): string {
    return this.stub.getTxID();
  }

  /** A field of the transient data, or undefined. */
  transient(field: string): Uint8Array | undefined {
    return this.stub.getTransient().get(field);
  }

  #ledger: Ledger | undefined;
}
