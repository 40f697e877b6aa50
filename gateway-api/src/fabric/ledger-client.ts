// SPDX-License-Identifier: Apache-2.0

/** Who signs: the X.509 identity of one account. Certificate and key are PEM. */
export interface SigningIdentity {
  readonly accountId: string;
  readonly mspId: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** One call of a transaction. `input` is the JSON text every transaction takes. */
export interface LedgerCall {
  readonly signer: SigningIdentity;
  readonly transaction: string;
  readonly input: string;
  /** The payload of a private transaction. Its presence keeps endorsement at the own organisation. */
  readonly private?: Uint8Array;
}

/** A call that changes the ledger. */
export interface Submission extends LedgerCall {
  /** `submitted` does not wait for the commit: the call ends with OUTCOME_UNKNOWN as soon as the orderer has it. */
  readonly wait?: 'commit' | 'submitted';
  /** What a conflict means: `retry`, which is taken unless said, that another try may succeed; `fail`, that it may not. */
  readonly onConflict?: 'retry' | 'fail';
}

/** A committed transaction; `result` is the JSON text it returned. */
export interface Committed {
  readonly result: string;
  readonly txId: string;
  readonly blockNumber: string;
}

/** What the ledger, or the outbox, knows of a transaction. */
export interface TransactionStatus {
  readonly txId: string;
  readonly status: 'pending' | 'valid' | 'invalid';
  /** Fabric's name of the validation code, e.g. VALID or MVCC_READ_CONFLICT. */
  readonly code?: string;
  readonly blockNumber?: string;
  /** The client-set time of the proposal, RFC 3339 UTC. */
  readonly timestamp?: string;
  readonly creatorMspId?: string;
}

/** What a transaction of the contracts announced, read from the block that committed it. */
export interface ContractEvent {
  readonly block: bigint;
  /** Such as `market.slotCleared`. */
  readonly name: string;
  readonly payload: string;
}

/**
 * The port to the organisation's ledger. Every method fails with a `FabricError` alone.
 */
export abstract class LedgerClient {
  /** Runs a read on the own organisation's peer and gives its JSON text. */
  abstract evaluate(call: LedgerCall): Promise<string>;

  /** Endorses, submits and waits for the commit; conflicts are retried, up to a bound, unless the call says otherwise. */
  abstract submit(call: Submission): Promise<Committed>;

  /** A transaction by its id, or undefined when nobody knows it. */
  abstract transaction(signer: SigningIdentity, txId: string): Promise<TransactionStatus | undefined>;

  /** Whether a transaction that was submitted here has no outcome yet. */
  abstract isPending(txId: string): Promise<boolean>;

  /** Hex SHA-256 of the header of block 0, by which payloads name the ledger. */
  abstract firstBlockHash(signer: SigningIdentity): Promise<string>;

  /** How many blocks the own peer has. */
  abstract height(signer: SigningIdentity): Promise<bigint>;

  /** The contracts' events from a block on, as the own peer commits them, until the signal ends them. */
  abstract follow(signer: SigningIdentity, from: bigint, signal: AbortSignal): AsyncIterable<ContractEvent>;

  /** Submits again what an earlier run left without an outcome; gives how many were settled. */
  abstract settlePending(signerOf: (accountId: string) => Promise<SigningIdentity | undefined>): Promise<number>;

  /** Ends all connections. */
  abstract close(): void;
}
