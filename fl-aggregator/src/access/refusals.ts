// SPDX-License-Identifier: Apache-2.0
import { ProblemError, UnreachableError } from '@wattpass/gateway-api/client';

/** Codes with which the ledger says that a step is too early, too late, or done by somebody else meanwhile. */
const overtaken = ['CONFLICT', 'ILLEGAL_STATUS', 'RULE_VIOLATION', 'COMMIT_CONFLICT', 'NOT_FOUND'];

/** Whether a step was refused because the round is, or has gone, elsewhere: look again instead of failing. */
export function wasOvertaken(error: unknown): error is ProblemError {
  return error instanceof ProblemError && overtaken.includes(error.code);
}

/** Whether something did not answer, so that the same may be asked again. */
export function isPassing(error: unknown): boolean {
  return error instanceof UnreachableError || (error instanceof ProblemError && error.retryable);
}
