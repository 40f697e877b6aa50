// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, transactions, type Json, type PrivateOf, type Transaction } from '@wattpass/chaincode/domain';
import type { InputOf, OutputOf, TransactionName } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { FabricError } from './fabric-error.js';
import type { LedgerClient, SigningIdentity, Submission } from './ledger-client.js';

/** How often a transaction is tried that conflicts although nothing has overtaken it for good. */
const ATTEMPTS = 4;

/** Finds what an account signs with. */
export interface SignerSource {
  signer(accountId: string): Promise<SigningIdentity | undefined>;
}

/** A transaction's answer with the transactions that made it, oldest first. */
export interface Receipt<T> {
  readonly result: T;
  readonly txIds: readonly string[];
  /** Of the last transaction. */
  readonly blockNumber: string;
}

/** The catalogue's transactions as calls: typed by name, signed by the caller's own identity. */
export class ContractClient {
  constructor(
    private readonly ledger: LedgerClient,
    private readonly signers: SignerSource,
  ) {}

  /** Reads, on the own organisation's peer. */
  async evaluate<N extends TransactionName>(caller: Caller, name: N, input: InputOf<N>): Promise<OutputOf<N>> {
    const signer = await this.#signer(caller);
    return outputOf(name, await this.ledger.evaluate({ signer, transaction: name, input: textOf(input) }));
  }

  /** Hex SHA-256 of the header of the own peer's block 0. */
  async firstBlockHash(caller: Caller): Promise<string> {
    return this.ledger.firstBlockHash(await this.#signer(caller));
  }

  /** Writes public state, and waits for the commit unless the caller prefers not to. */
  async submit<N extends TransactionName>(caller: Caller, name: N, input: InputOf<N>): Promise<Receipt<OutputOf<N>>> {
    return this.#submit(caller, name, input, { onConflict: 'retry' });
  }

  /**
   * Submits what a conflict has most likely overtaken for good, so that no further try helps. After a conflict
   * `requireStanding` looks first (the own peer has the block of the conflict) and throws where that is so; only what still
   * stands is tried again.
   */
  async submitWhileStanding<N extends TransactionName>(
    caller: Caller,
    name: N,
    input: InputOf<N>,
    requireStanding: (conflict: FabricError) => Promise<void>,
  ): Promise<Receipt<OutputOf<N>>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#submit(caller, name, input, { onConflict: 'fail' });
      } catch (error) {
        if (!(error instanceof FabricError) || error.code !== 'COMMIT_CONFLICT') {
          throw error;
        }
        await requireStanding(error);
        if (attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /** Writes a private collection: `payload` reaches the own organisation's peer alone. */
  async submitPrivate<N extends TransactionName>(
    caller: Caller,
    name: N,
    input: InputOf<N>,
    payload: PrivateOf<N>,
  ): Promise<Receipt<OutputOf<N>>> {
    return this.#submit(caller, name, input, { private: Buffer.from(textOf(payload)) });
  }

  async #submit<N extends TransactionName>(
    caller: Caller,
    name: N,
    input: InputOf<N>,
    more: Pick<Submission, 'private' | 'onConflict'>,
  ): Promise<Receipt<OutputOf<N>>> {
    const committed = await this.ledger.submit({
      signer: await this.#signer(caller),
      transaction: name,
      input: textOf(input),
      wait: caller.respondAsync ? 'submitted' : 'commit',
      ...more,
    });
    return {
      result: outputOf(name, committed.result),
      txIds: [committed.txId],
      blockNumber: committed.blockNumber,
    };
  }

  async #signer(caller: Caller): Promise<SigningIdentity> {
    const signer = await this.signers.signer(caller.account.id);
    if (signer === undefined) {
      throw new FabricError('IDENTITY_REFUSED', `${caller.account.name} has no identity on the ledger`);
    }
    return signer;
  }
}

function textOf(value: unknown): string {
  return canonicalJson(value as Json);
}

function outputOf<N extends TransactionName>(name: N, text: string): OutputOf<N> {
  const transaction: Transaction = transactions[name];
  return transaction.output.parse(JSON.parse(text)) as OutputOf<N>;
}
