// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@wattpass/chaincode/domain';

/** What can go wrong between the gateway and the ledger, apart from a contract's own refusals. */
export type LedgerErrorCode =
  | 'LEDGER_UNAVAILABLE' // no peer or orderer answers
  | 'LEDGER_TIMEOUT' // a deadline passed before anything was submitted
  | 'CHAINCODE_UNAVAILABLE' // the own peer answers, its chaincode does not
  | 'ENDORSERS_UNAVAILABLE' // too few organisations' peers answer to satisfy the endorsement policy
  | 'LEDGER_BUSY' // the peer's concurrency limit
  | 'LEDGER_BEHIND' // the own peer has not yet committed the block the caller names
  | 'LEDGER_REFUSED' // the peer refuses, for a reason that has no code
  | 'IDENTITY_REFUSED' // the peer does not accept the caller's certificate
  | 'PRIVATE_DATA_PENDING' // a member's peer has the hash but not yet the data
  | 'ENDORSEMENT_MISMATCH' // organisations computed different results
  | 'ENDORSEMENT_POLICY' // too few endorsements at commit
  | 'COMMIT_CONFLICT' // another transaction changed what this one read
  | 'TRANSACTION_INVALID' // refused at commit for another reason
  | 'OUTCOME_UNKNOWN'; // submitted, and not known to be committed or refused

/** A contract's code or one of ours. */
export type FabricErrorCode = ErrorCode | LedgerErrorCode;

const retryable: ReadonlySet<FabricErrorCode> = new Set<FabricErrorCode>([
  'LEDGER_UNAVAILABLE',
  'LEDGER_TIMEOUT',
  'CHAINCODE_UNAVAILABLE',
  'ENDORSERS_UNAVAILABLE',
  'LEDGER_BUSY',
  'LEDGER_BEHIND',
  'PRIVATE_DATA_PENDING',
  'ENDORSEMENT_MISMATCH', // a peer that has just come back is blocks behind the others for a while
  'COMMIT_CONFLICT',
]);

/** The one error of this boundary. Callers branch on `code`. */
export class FabricError extends Error {
  readonly txId: string | undefined;

  constructor(
    readonly code: FabricErrorCode,
    readonly detail: string,
    readonly facts: { readonly txId?: string; readonly data?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, { cause: facts.cause });
    this.name = 'FabricError';
    this.txId = facts.txId;
  }

  /** Whether the same call may succeed later without anybody changing it. */
  get retryable(): boolean {
    return retryable.has(this.code);
  }
}
