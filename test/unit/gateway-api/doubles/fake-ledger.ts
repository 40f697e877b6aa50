// SPDX-License-Identifier: Apache-2.0
import { EventEmitter, once } from 'node:events';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import {
  LedgerClient,
  type Committed,
  type ContractEvent,
  type LedgerCall,
  type SigningIdentity,
  type Submission,
  type TransactionStatus,
} from '@wattpass/gateway-api/internal/fabric/ledger-client.js';

type Handler = (input: never, call: Submission) => unknown;

/** A ledger in memory that answers as it is told and remembers every call. */
export class FakeLedger extends LedgerClient {
  readonly calls: Submission[] = [];
  readonly statuses = new Map<string, TransactionStatus>();
  isUp = true;
  readonly events: ContractEvent[] = [];
  readonly #bell = new EventEmitter();
  readonly #handlers = new Map<string, Handler>();
  #blocks = 0;

  /** What a transaction answers; the handler may throw a FabricError. */
  on(transaction: string, handler: Handler): this {
    this.#handlers.set(transaction, handler);
    return this;
  }

  /** How often a transaction was called. */
  count(transaction: string): number {
    return this.calls.filter((call) => call.transaction === transaction).length;
  }

  async evaluate(call: LedgerCall): Promise<string> {
    return this.#answer(call);
  }

  async submit(call: Submission): Promise<Committed> {
    const result = await this.#answer(call);
    this.#blocks += 1;
    const txId = String(this.#blocks).padStart(64, '0');
    if (call.wait === 'submitted') {
      this.statuses.set(txId, { txId, status: 'pending' });
      throw new FabricError('OUTCOME_UNKNOWN', 'not awaited', { txId });
    }
    return { result, txId, blockNumber: String(this.#blocks) };
  }

  transaction(_signer: SigningIdentity, txId: string): Promise<TransactionStatus | undefined> {
    return Promise.resolve(this.statuses.get(txId));
  }

  isPending(txId: string): Promise<boolean> {
    return Promise.resolve(this.statuses.get(txId)?.status === 'pending');
  }

  firstBlockHash(): Promise<string> {
    return Promise.resolve('ab'.repeat(32));
  }

  height(): Promise<bigint> {
    return this.isUp
      ? Promise.resolve(BigInt(this.#blocks))
      : Promise.reject(new FabricError('LEDGER_UNAVAILABLE', 'down'));
  }

  async *follow(_signer: SigningIdentity, from: bigint, signal: AbortSignal): AsyncIterable<ContractEvent> {
    for (let next = 0; !signal.aborted;) {
      const event = this.events[next];
      if (event === undefined) {
        await this.#announced(signal);
      } else {
        next += 1;
        if (event.block >= from) {
          yield event;
        }
      }
    }
  }

  /** What the contracts announce next. */
  announce(event: ContractEvent): void {
    this.events.push(event);
    this.#bell.emit('event');
  }

  async #announced(signal: AbortSignal): Promise<void> {
    await once(this.#bell, 'event', { signal }).catch(() => undefined); // the signal ends the wait
  }

  settlePending(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): void {
    this.calls.length = 0;
  }

  async #answer(call: Submission): Promise<string> {
    this.calls.push(call);
    const handler = this.#handlers.get(call.transaction);
    if (handler === undefined) {
      throw new FabricError('NOT_FOUND', `the fake ledger has no ${call.transaction}`);
    }
    return JSON.stringify(await handler(JSON.parse(call.input) as never, call));
  }
}
