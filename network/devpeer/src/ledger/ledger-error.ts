// SPDX-License-Identifier: Apache-2.0

/** Why a ledger could not be opened, read or written. */
export type LedgerErrorCode =
  'LEDGER_LOCKED' | 'LEDGER_FORMAT' | 'LEDGER_CORRUPT' | 'LEDGER_NOT_FOUND' | 'BAD_RWSET' | 'LEDGER_MISMATCH';

/** A failure of the ledger itself, never of a transaction. */
export class LedgerError extends Error {
  constructor(
    readonly code: LedgerErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'LedgerError';
  }
}
