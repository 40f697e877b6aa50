// SPDX-License-Identifier: Apache-2.0
import type { Problem } from './schema.js';

/**
 * A refusal by the gateway (RFC 9457). Branch on `code`. `OUTCOME_UNKNOWN` is no refusal: the transaction is submitted, and
 * `getTransaction` tells what became of it.
 */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;

  constructor(
    /** The operation that was asked for. */
    readonly operationId: string,
    readonly problem: Problem,
  ) {
    const places = (problem.errors ?? []).map(({ pointer, rule }) => `${pointer}: ${rule}`);
    super(`${operationId}: ${problem.status} ${problem.code}: ${[problem.detail, ...places].join('; ')}`);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.retryable = problem.retryable;
  }
}

/** The gateway could not be asked, or its answer not be understood. */
export class UnreachableError extends Error {
  constructor(
    readonly operationId: string,
    detail: string,
    cause?: unknown,
  ) {
    super(`${operationId}: ${detail}`, { cause });
    this.name = 'UnreachableError';
  }
}
