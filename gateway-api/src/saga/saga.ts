// SPDX-License-Identifier: Apache-2.0
import type { Caller } from '../auth/caller.js';
import type { Receipt } from '../fabric/contract.client.js';

/**
 * One transaction of a saga. Each must be idempotent on the ledger: after a crash between its commit and the note of it,
 * it runs again.
 */
export interface SagaStep<P> {
  readonly name: string;
  /** Submits, and gives the payload on with what later steps need. */
  run(caller: Caller, payload: P): Promise<{ readonly receipt: Receipt<unknown>; readonly payload: P }>;
}

/** Several transactions that belong together: all happen, in order, whatever dies in between. */
export interface Saga<P, R> {
  readonly kind: string;
  readonly steps: readonly SagaStep<P>[];
  /** What the caller is answered once all steps are done. */
  result(payload: P): R;
}

/** A saga's progress as the outbox keeps it. `payload` is what the next step gets. */
export interface SagaRecord {
  readonly id: string;
  readonly kind: string;
  readonly accountId: string;
  readonly idempotencyKey: string;
  readonly payload: unknown;
  readonly nextStep: number;
  readonly txIds: readonly string[];
  readonly blockNumber: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly failure?: SagaFailure;
}

/** The refusal that ended a saga, as its caller is told. */
export interface SagaFailure {
  readonly code: string;
  readonly detail: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly step: string;
}

/** The outbox: the progress of every saga, durable before the next step begins. */
export interface SagaStore {
  /** Adds a saga, unless one with its id is there. */
  add(record: SagaRecord): Promise<void>;
  find(id: string): Promise<SagaRecord | undefined>;
  save(record: SagaRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** Forgets what ended before an instant. */
  forget(before: Date): Promise<void>;
  /** The ids of all that are neither done nor failed, oldest first. */
  running(): Promise<readonly string[]>;
}
