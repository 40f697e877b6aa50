// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodes } from '@wattpass/chaincode/domain';
import type { Logger } from 'pino';
import type { Account } from '../auth/account.js';
import type { Caller } from '../auth/caller.js';
import type { Receipt } from '../fabric/contract.client.js';
import { FabricError, type FabricErrorCode } from '../fabric/fabric-error.js';
import { Problem } from '../http/problem.js';
import { noFault, type FaultPoint } from './fault.js';
import type { Saga, SagaRecord, SagaStore } from './saga.js';

const RETRY_DELAYS_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** What the runner needs of the rest. */
export interface SagaRunnerParts {
  readonly store: SagaStore;
  readonly accountOf: (id: string) => Promise<Account | undefined>;
  readonly logger: Logger;
  readonly fault?: FaultPoint;
}

/** Drives sagas from the outbox: each step's outcome is durable before the next begins, and all are finished once. */
export class SagaRunner {
  readonly #sagas = new Map<string, Saga<unknown, unknown>>();
  /** Failed attempts in a row, by saga. */
  readonly #tries = new Map<string, number>();
  readonly #driven = new Map<string, Promise<SagaRecord>>();
  readonly #stopping = new AbortController();
  readonly #fault: FaultPoint;

  constructor(private readonly parts: SagaRunnerParts) {
    this.#fault = parts.fault ?? noFault;
  }

  /** Makes a kind of saga known, so that a restart can resume it. */
  register<P, R>(saga: Saga<P, R>): void {
    this.#sagas.set(saga.kind, saga);
  }

  /**
   * Runs a saga to its end, or joins the one that this caller started under the same key.
   * @throws FabricError the refusal that ended it; OUTCOME_UNKNOWN after the first step for a caller who does not wait.
   * @throws Problem SAGA_UNFINISHED when a step cannot be done now; the runner goes on by itself.
   */
  async run<P, R>(saga: Saga<P, R>, caller: Caller, payload: P): Promise<Receipt<R>> {
    const id = sagaId(saga.kind, caller);
    await this.parts.store.add({
      id,
      kind: saga.kind,
      accountId: caller.account.id,
      idempotencyKey: caller.idempotencyKey,
      payload,
      nextStep: 0,
      txIds: [],
      blockNumber: '0',
      state: 'running',
    });
    const record = caller.respondAsync ? await this.#firstStep(id) : await this.#drive(id);
    return receiptOf(saga, record);
  }

  /** Takes up all that an earlier run left unfinished, in the background. Gives how many there are. */
  async resume(): Promise<number> {
    const ids = await this.parts.store.running();
    for (const id of ids) {
      this.#background(id);
    }
    return ids.length;
  }

  /** Forgets sagas that began before an instant and have ended: their payloads need not lie here for ever. */
  async forget(before: Date): Promise<void> {
    await this.parts.store.forget(before);
  }

  /** Lets the steps at work finish and starts no further one. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#driven.values());
  }

  /** Drives a saga once for all who ask for it. */
  #drive(id: string, onStep?: (record: SagaRecord) => void): Promise<SagaRecord> {
    const running = this.#driven.get(id);
    if (running !== undefined) {
      return running;
    }
    const driven = this.#steps(id, onStep).finally(() => this.#driven.delete(id));
    this.#driven.set(id, driven);
    return driven;
  }

  async #firstStep(id: string): Promise<SagaRecord> {
    const stepped = new Promise<SagaRecord>((resolve) => void this.#drive(id, resolve).then(resolve, () => undefined));
    return Promise.race([stepped, this.#drive(id)]);
  }

  async #steps(id: string, onStep?: (record: SagaRecord) => void): Promise<SagaRecord> {
    let record = await this.#load(id);
    const saga = this.#sagas.get(record.kind);
    const account = await this.parts.accountOf(record.accountId);
    if (saga === undefined || account === undefined) {
      throw new Problem('INTERNAL', `saga ${id} of kind ${record.kind} has no definition or no account`);
    }
    const caller = { account, idempotencyKey: record.idempotencyKey, respondAsync: false };
    while (record.state === 'running') {
      record = await this.#step(saga, caller, record);
      onStep?.(record);
    }
    return record;
  }

  async #step(saga: Saga<unknown, unknown>, caller: Caller, record: SagaRecord): Promise<SagaRecord> {
    const step = saga.steps[record.nextStep];
    if (step === undefined) {
      return this.#save({ ...record, state: 'done' });
    }
    if (this.#stopping.signal.aborted) {
      throw new Problem('SAGA_UNFINISHED', 'the gateway is stopping; it goes on when it starts again');
    }
    this.#fault(`${saga.kind}/${step.name}`, 'before');
    try {
      const { receipt, payload } = await step.run(caller, record.payload);
      this.#fault(`${saga.kind}/${step.name}`, 'after');
      const nextStep = record.nextStep + 1;
      const txIds = [...record.txIds, ...receipt.txIds];
      const state = nextStep === saga.steps.length ? 'done' : 'running';
      return await this.#save({ ...record, payload, nextStep, txIds, blockNumber: receipt.blockNumber, state });
    } catch (error) {
      return this.#failed(record, step.name, error);
    }
  }

  /** A definite refusal ends the saga; anything else is tried again later. */
  async #failed(record: SagaRecord, step: string, error: unknown): Promise<SagaRecord> {
    if (!isDefinite(error, record.txIds.length > 0)) {
      this.parts.logger.warn({ err: error, saga: record.id, step }, 'a saga step is not done yet');
      this.#later(record.id);
      throw new Problem('SAGA_UNFINISHED', `step ${step} is not done yet: ${String(error)}`, {
        txIds: record.txIds,
        data: { step, ...(error instanceof FabricError ? { reason: error.code } : {}) },
        cause: error,
      });
    }
    if (record.txIds.length === 0) {
      await this.parts.store.remove(record.id); // nothing happened: the key may be used for a corrected request
      throw error;
    }
    this.parts.logger.error({ err: error, saga: record.id, step }, 'a saga ended in a refusal after its first step');
    const failure = { code: error.code, detail: error.detail, data: error.facts.data ?? {}, step };
    return this.#save({ ...record, state: 'failed', failure });
  }

  #later(id: string): void {
    const tries = this.#tries.get(id) ?? 0;
    this.#tries.set(id, tries + 1);
    const delay = RETRY_DELAYS_MS[Math.min(tries, RETRY_DELAYS_MS.length - 1)];
    sleep(delay, undefined, { signal: this.#stopping.signal, ref: false })
      .then(() => {
        this.#background(id);
      })
      .catch(() => undefined); // stopped: the next start resumes it
  }

  #background(id: string): void {
    this.#drive(id).catch((error: unknown) => {
      this.parts.logger.warn({ err: error, saga: id }, 'a resumed saga is not finished');
    });
  }

  async #load(id: string): Promise<SagaRecord> {
    const record = await this.parts.store.find(id);
    if (record === undefined) {
      throw new Problem('INTERNAL', `saga ${id} is not in the outbox`);
    }
    return record;
  }

  async #save(record: SagaRecord): Promise<SagaRecord> {
    this.#tries.delete(record.id);
    await this.parts.store.save(record);
    return record;
  }
}

/**
 * Whether a step will never succeed. Once a saga has begun, only a contract can say so: what peers refuse for reasons of
 * their own passes, and giving up would leave half of what belongs together.
 */
function isDefinite(error: unknown, hasBegun: boolean): error is FabricError {
  if (!(error instanceof FabricError) || error.retryable || error.code === 'OUTCOME_UNKNOWN') {
    return false;
  }
  return !hasBegun || errorCodes.some((code) => code === error.code);
}

/** One saga per kind, caller and key. */
function sagaId(kind: string, caller: Caller): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, caller.account.id, caller.idempotencyKey]))
    .digest('hex')
    .slice(0, 32);
}

function receiptOf<P, R>(saga: Saga<P, R>, record: SagaRecord): Receipt<R> {
  const { failure, txIds, blockNumber } = record;
  if (failure !== undefined) {
    throw new Problem(failure.code as FabricErrorCode, `step ${failure.step}: ${failure.detail}`, {
      txIds,
      data: failure.data,
    });
  }
  const txId = txIds[0];
  if (record.state === 'running' && txId !== undefined) {
    throw new FabricError('OUTCOME_UNKNOWN', 'the first step is done; the others go on', { txId });
  }
  return { result: saga.result(record.payload as P), txIds, blockNumber };
}
