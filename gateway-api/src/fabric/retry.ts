// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

/** How often and how patiently to try again. */
export interface RetryPolicy {
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubles with each one. */
  readonly firstDelay: number;
}

/**
 * Runs `attempt` until it succeeds, fails with something `mayRetry` refuses, or the attempts are used up. Delays are
 * drawn from the upper half of an exponential series, so that two rivals do not meet again.
 */
export async function retrying<T>(
  policy: RetryPolicy,
  mayRetry: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= policy.attempts || !mayRetry(error)) {
        throw error;
      }
      await sleep(policy.firstDelay * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
    }
  }
}
