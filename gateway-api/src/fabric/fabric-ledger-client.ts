// SPDX-License-Identifier: Apache-2.0
import { status as grpc } from '@grpc/grpc-js';
import type { Contract, ProposalOptions, Status, Transaction } from '@hyperledger/fabric-gateway';
import type { Connection } from '../config/connection.js';
import { readFirstBlockHash, readTransactionStatus, readHeight, type SystemQuery } from './block-reader.js';
import type { EnvelopeStore, StoredEnvelope } from './envelope-store.js';
import { commitError, endorseError, toFabricError } from './error-mapper.js';
import { FabricError } from './fabric-error.js';
import type { GatewayPool } from './gateway-pool.js';
import { LedgerClient } from './ledger-client.js';
import type {
  Committed,
  ContractEvent,
  LedgerCall,
  SigningIdentity,
  Submission,
  TransactionStatus,
} from './ledger-client.js';
import { retrying, type RetryPolicy } from './retry.js';

/** Peers that are a block apart compute different results, so a mismatch may pass as a conflict does. */
const passing: ReadonlySet<string> = new Set(['COMMIT_CONFLICT', 'ENDORSEMENT_MISMATCH']);

const conflictPolicy = { attempts: 6, firstDelay: 60 };
const resubmitPolicy = { attempts: 3, firstDelay: 500 };
/** What waits in the outbox is tried again by itself. */
const oncePolicy = { attempts: 1, firstDelay: 0 };
const SETTLED_AT_ONCE = 10;

/** With these a peer says no to a submission; after any other the orderer may have it. */
const refusals: ReadonlySet<number> = new Set([
  grpc.INVALID_ARGUMENT,
  grpc.NOT_FOUND,
  grpc.PERMISSION_DENIED,
  grpc.FAILED_PRECONDITION,
  grpc.ABORTED,
  grpc.UNAUTHENTICATED,
]);

/** The ledger over Fabric's Gateway protocol, which a real peer and the embedded one both serve. */
export class FabricLedgerClient extends LedgerClient {
  /** Transactions that a call of this process is waiting for: not for {@link settlePending}. */
  readonly #awaited = new Set<string>();

  constructor(
    private readonly connection: Pick<Connection, 'mspId' | 'channel' | 'chaincode'>,
    private readonly pool: GatewayPool,
    private readonly envelopes: EnvelopeStore,
  ) {
    super();
  }

  async evaluate(call: LedgerCall): Promise<string> {
    try {
      const bytes = await this.#contract(call.signer).evaluate(call.transaction, this.#options(call, true));
      return Buffer.from(bytes).toString('utf8');
    } catch (error) {
      throw toFabricError(error);
    }
  }

  async submit(call: Submission): Promise<Committed> {
    const isConflict = (error: unknown): boolean =>
      error instanceof FabricError &&
      passing.has(error.code) &&
      !(error.code === 'COMMIT_CONFLICT' && call.onConflict === 'fail');
    return retrying(conflictPolicy, isConflict, () => this.#submitOnce(call));
  }

  async transaction(signer: SigningIdentity, txId: string): Promise<TransactionStatus | undefined> {
    if (await this.isPending(txId)) {
      return { txId, status: 'pending' };
    }
    return readTransactionStatus(this.#systemQuery(signer), txId);
  }

  async isPending(txId: string): Promise<boolean> {
    return this.envelopes.has(txId);
  }

  async firstBlockHash(signer: SigningIdentity): Promise<string> {
    return readFirstBlockHash(this.#systemQuery(signer));
  }

  async height(signer: SigningIdentity): Promise<bigint> {
    return readHeight(this.#systemQuery(signer));
  }

  async *follow(signer: SigningIdentity, from: bigint, signal: AbortSignal): AsyncIterable<ContractEvent> {
    const events = await this.#network(signer).getChaincodeEvents(this.connection.chaincode, { startBlock: from });
    const end = (): void => {
      events.close();
    };
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) {
      end(); // while the stream was being opened
    }
    try {
      for await (const { blockNumber, eventName, payload } of events) {
        yield { block: blockNumber, name: eventName, payload: Buffer.from(payload).toString('utf8') };
      }
    } catch (error) {
      if (!signal.aborted) {
        throw toFabricError(error);
      }
    } finally {
      signal.removeEventListener('abort', end);
      events.close();
    }
  }

  async settlePending(signerOf: (accountId: string) => Promise<SigningIdentity | undefined>): Promise<number> {
    const left = (await this.envelopes.pending()).filter(({ txId }) => !this.#awaited.has(txId));
    let settled = 0;
    for (let first = 0; first < left.length; first += SETTLED_AT_ONCE) {
      const outcomes = await Promise.all(
        left.slice(first, first + SETTLED_AT_ONCE).map(async (stored) => {
          const signer = await signerOf(stored.accountId);
          return signer !== undefined && (await this.#settleLeft(signer, stored));
        }),
      );
      const known = outcomes.filter(Boolean).length;
      settled += known;
      if (known === 0) {
        break; // the ledger does not answer: the next call tries again
      }
    }
    return settled;
  }

  /** Whether an envelope that an earlier call left has an outcome now. */
  async #settleLeft(signer: SigningIdentity, { txId, envelope }: StoredEnvelope): Promise<boolean> {
    try {
      await this.#settle(this.pool.get(signer).gateway.newTransaction(envelope), oncePolicy);
    } catch (error) {
      if (toFabricError(error).code === 'OUTCOME_UNKNOWN') {
        return false;
      }
      await this.envelopes.settle(txId); // a definite refusal is an outcome
    }
    return true;
  }

  close(): void {
    this.pool.close();
  }

  async #submitOnce(call: Submission): Promise<Committed> {
    const transaction = await this.#endorse(call);
    const txId = transaction.getTransactionId();
    this.#awaited.add(txId);
    try {
      await this.envelopes.save({
        txId,
        accountId: call.signer.accountId,
        transactionName: call.transaction,
        envelope: transaction.getBytes(),
      });
      return await (call.wait === 'submitted' ? this.#leave(transaction) : this.#await(transaction));
    } finally {
      this.#awaited.delete(txId);
    }
  }

  async #await(transaction: Transaction): Promise<Committed> {
    const status = await this.#settle(transaction);
    if (!status.successful) {
      throw commitError(status.code, status.transactionId);
    }
    const result = Buffer.from(transaction.getResult()).toString('utf8');
    return { result, txId: status.transactionId, blockNumber: status.blockNumber.toString() };
  }

  /** Submits, and lets the outcome come by itself. */
  async #leave(transaction: Transaction): Promise<never> {
    const txId = transaction.getTransactionId();
    const submitted = await this.#hand(transaction, resubmitPolicy);
    submitted
      .getStatus()
      .then(() => this.envelopes.settle(txId))
      .catch(() => undefined); // the envelope stays, and settlePending asks again
    throw new FabricError('OUTCOME_UNKNOWN', 'submitted; the outcome is not awaited', { txId });
  }

  /** An endorsed transaction that carries its signature, so that its bytes are final. */
  async #endorse(call: LedgerCall): Promise<Transaction> {
    const { gateway, sign } = this.pool.get(call.signer);
    try {
      const isPrivate = call.private !== undefined;
      const proposal = this.#contract(call.signer).newProposal(call.transaction, this.#options(call, isPrivate));
      const endorsed = await proposal.endorse();
      return gateway.newSignedTransaction(endorsed.getBytes(), sign(endorsed.getDigest()));
    } catch (error) {
      throw endorseError(error, this.connection.mspId);
    }
  }

  /** Submits until the orderer has the bytes. */
  async #hand(transaction: Transaction, policy: RetryPolicy): Promise<Awaited<ReturnType<Transaction['submit']>>> {
    try {
      return await retrying(
        policy,
        (error) => !isRefusal(error),
        () => transaction.submit(),
      );
    } catch (error) {
      const mapped = toFabricError(error, transaction.getTransactionId());
      if (!isRefusal(error)) {
        throw unknownOutcome(transaction, mapped);
      }
      await this.envelopes.settle(transaction.getTransactionId());
      throw mapped;
    }
  }

  /** Submits the same bytes until their outcome is known. */
  async #settle(transaction: Transaction, policy = resubmitPolicy): Promise<Status> {
    try {
      const status = await retrying(policy, isTransient, async () =>
        (await this.#hand(transaction, policy)).getStatus(),
      );
      await this.envelopes.settle(status.transactionId);
      return status;
    } catch (error) {
      throw error instanceof FabricError ? error : unknownOutcome(transaction, error);
    }
  }

  #contract(signer: SigningIdentity): Contract {
    return this.#network(signer).getContract(this.connection.chaincode);
  }

  #network(signer: SigningIdentity): ReturnType<ReturnType<GatewayPool['get']>['gateway']['getNetwork']> {
    return this.pool.get(signer).gateway.getNetwork(this.connection.channel);
  }

  #systemQuery(signer: SigningIdentity): SystemQuery {
    const contract = this.#network(signer).getContract('qscc');
    const { channel, mspId } = this.connection;
    return (name, ...args) =>
      contract.evaluate(name, { arguments: [channel, ...args], endorsingOrganizations: [mspId] });
  }

  #options(call: LedgerCall, atHome: boolean): ProposalOptions {
    return {
      arguments: [call.input],
      ...(call.private === undefined ? {} : { transientData: { private: call.private } }),
      ...(atHome ? { endorsingOrganizations: [this.connection.mspId] } : {}),
    };
  }
}

function isTransient(error: unknown): boolean {
  const { code } = toFabricError(error);
  return code === 'LEDGER_UNAVAILABLE' || code === 'LEDGER_TIMEOUT' || code === 'LEDGER_BUSY';
}

function isRefusal(error: unknown): boolean {
  return refusals.has((error as { readonly code?: number }).code ?? -1);
}

function unknownOutcome(transaction: Transaction, cause: unknown): FabricError {
  const txId = transaction.getTransactionId();
  return new FabricError('OUTCOME_UNKNOWN', 'submitted; the ledger has not said whether it is committed', {
    txId,
    cause,
  });
}
