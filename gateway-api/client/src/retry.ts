// SPDX-License-Identifier: Apache-2.0
import { ProblemError, UnreachableError } from './problem-error.js';

/** How often and how patiently a request is sent again. */
export interface RetryPolicy {
  /** Tries in all; 1 never repeats. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubles with each one. */
  readonly firstDelay: number;
  /** Milliseconds between two tries at most. */
  readonly longestDelay: number;
}

/** About a quarter of a minute in all. */
export const defaultRetry: RetryPolicy = { attempts: 8, firstDelay: 100, longestDelay: 5_000 };

/**
 * Runs `attempt` until it succeeds, fails for good, or the tries are used up. Only what the gateway calls retryable, what
 * has no outcome yet, and what never reached it, is tried again; the caller keeps the same idempotency key, so that nothing
 * happens twice.
 */
export async function retrying<T>(policy: RetryPolicy, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= policy.attempts || !mayRetry(error)) {
        throw error;
      }
      const delay = Math.min(policy.firstDelay * 2 ** (tries - 1), policy.longestDelay);
      await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random() / 2)));
    }
  }
}

function mayRetry(error: unknown): boolean {
  return error instanceof ProblemError
    ? error.retryable || error.code === 'OUTCOME_UNKNOWN'
    : error instanceof UnreachableError;
}
