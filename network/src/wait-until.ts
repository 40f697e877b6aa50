// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { NetworkError } from './network-error.js';

/** How long to keep trying, and how to name what did not happen. */
export interface Patience {
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  /** Why waiting has become pointless, once it has. */
  readonly giveUp?: () => NetworkError | undefined;
}

/** Repeats `attempt` until it succeeds; throws {@link NetworkError} `NOT_READY` with the last failure after the time. */
export async function waitUntil<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const deadline = Date.now() + patience.timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      const failure = patience.giveUp?.();
      if (failure !== undefined) {
        throw failure;
      }
      if (Date.now() >= deadline) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new NetworkError('NOT_READY', `${patience.what}: not within ${patience.timeoutMs} ms (${reason})`, {
          cause,
        });
      }
      await delay(patience.intervalMs ?? 100);
    }
  }
}
